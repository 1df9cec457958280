import test from 'ava';
import type { Json, RawGateway } from '../../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { tracesOf } from '../../../src/controller/write-traces.ts';
import type { Change } from '../../../src/plan/change.ts';

const OURS = 'red.pool.web.0123456789ab';
const THEIRS = 'blue.pool.web.0123456789ab';

interface Content {
  /** Backend pools by name, with the one address of each. */
  readonly pools?: { readonly [name: string]: string };
  readonly listeners?: readonly string[];
  readonly tags?: { readonly [key: string]: string };
  readonly etag?: string;
}

function gateway({ pools = {}, listeners = [], tags = {}, etag = '1' }: Content): RawGateway {
  const backendAddressPools: Json = Object.entries(pools).map(([name, fqdn]) => ({
    name,
    etag,
    properties: { provisioningState: etag, backendAddresses: [{ fqdn }] },
  }));
  const httpListeners: Json = listeners.map((name) => ({ name, properties: {} }));
  return {
    ...BLANK_GATEWAY,
    etag,
    tags,
    properties: { ...BLANK_GATEWAY.properties, backendAddressPools, httpListeners },
  };
}

const change = (action: Change['action']): Change => ({
  action,
  collection: 'backendAddressPools',
  name: OURS,
  owners: [],
  fields: [],
});

const BEFORE = { pools: { [OURS]: 'a', portal: 'b' }, tags: { team: 't' } };

test('what was done: ours, theirs, tags', (t) => {
  const after = gateway({ pools: { portal: 'c', other: 'd' }, tags: { team: 'u', new: 'v' } });
  t.like(tracesOf(gateway(BEFORE), after, [change('create')], 'red'), {
    ours: [`backendAddressPools/${OURS} gone`],
    foreign: ['backendAddressPools/other added', 'backendAddressPools/portal altered'],
    tags: ['new', 'team'],
  });
  t.like(tracesOf(gateway(BEFORE), gateway({ tags: BEFORE.tags }), [change('update')], 'red'), {
    ours: [`backendAddressPools/${OURS} altered`],
    foreign: ['backendAddressPools/portal gone'],
    tags: [],
  });
});

test('what ARM writes itself is nobody’s doing, and ours is not foreign', (t) => {
  const after = gateway({ ...BEFORE, pools: { portal: 'b' }, etag: '2' });
  t.like(tracesOf(gateway(BEFORE), after, [], 'red'), { ours: [], foreign: [], tags: [] });
});

test('where it was never seen as we want it, nothing can be said of others', (t) => {
  t.like(tracesOf(null, gateway(BEFORE), [], 'red'), { foreign: [], tags: [] });
});

const AGIC = `fl-${'0'.repeat(32)}`;

for (const [title, after, ours, writer] of [
  ['nothing tells', BEFORE, 'create', { kind: 'unknown', mark: null }],
  ['AGIC by its tag', { tags: { 'managed-by-k8s-ingress': '1.8' } }, 'create', { kind: 'agic' }],
  ['AGIC by its names', { listeners: [AGIC] }, 'create', { kind: 'agic', mark: `httpListeners/${AGIC}` }],
  [
    'an installation of ours by its names',
    { pools: { [THEIRS]: 'x' } },
    'create',
    { kind: 'instance', mark: 'blue' },
  ],
  ['one of the same name: what nobody here asked for', BEFORE, 'delete', { kind: 'namesake' }],
  [
    'Terraform by a tag that was there before',
    { tags: { 'managed-by': 'Terraform' } },
    'create',
    { kind: 'terraform', mark: 'managed-by' },
  ],
  ['and by its key', { tags: { terraform_workspace: 'w' } }, 'create', { kind: 'terraform' }],
  [
    'some tool by a tag that came',
    { tags: { managedBy: 'us' } },
    'create',
    { kind: 'tool', mark: 'managedBy' },
  ],
  ['a tag that went tells nothing', {}, 'create', { kind: 'unknown' }],
] as const) {
  test(`who: ${title}`, (t) => {
    const before = gateway({ ...BEFORE, tags: { 'managed-by': 'Terraform' } });
    t.like(tracesOf(before, gateway(after), [change(ours)], 'red').writer, writer);
  });
}

test('an installation whose part is gone did not do it', (t) => {
  const before = gateway({ pools: { [THEIRS]: 'x' } });
  t.is(tracesOf(before, gateway({}), [change('create')], 'red').writer.kind, 'unknown');
});
