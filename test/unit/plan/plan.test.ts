import test from 'ava';
import fc from 'fast-check';
import type { DesiredGateway } from '../../../src/appgw/desired.ts';
import { COLLECTIONS, type Json, type JsonObject, type RawGateway } from '../../../src/appgw/wire.ts';
import { planGateway as plan3des, type Plan } from '../../../src/plan/plan.ts';
import { redact } from '../../../src/plan/redact.ts';
import {
  blankGateway,
  desiredGateway,
  idOf,
  item,
  nameIn,
  sites,
  type SiteSpec,
} from '../../helpers/desired.ts';
import { serverAnswer, type AnswerOptions } from '../../helpers/server-answer.ts';

/** The quicker of the two encryptions: their bytes are tested in `pfx/`. */
const planGateway = (wanted: DesiredGateway, live: RawGateway): Plan =>
  plan3des(wanted, live, { pfxEncryption: 'aes256' });

const web: SiteSpec = {
  host: 'a.example.com',
  priority: 1000,
  members: ['10.0.0.1', '10.0.0.2'],
  paths: ['/x', '/x/*'],
};
const secure: SiteSpec = { host: 'b.example.com', priority: 1001, members: ['10.0.0.3'], certificate: 'b' };

const leafOf =
  (desired: DesiredGateway) =>
  (name: string): Uint8Array =>
    desired.certificates.get(name)?.chain[0] ?? new Uint8Array();

const answer = (desired: DesiredGateway, plan: Plan, options: AnswerOptions = {}): RawGateway =>
  serverAnswer(plan.document, { leafOf: leafOf(desired), ...options });

const collection = (gateway: RawGateway, name: string): readonly JsonObject[] =>
  (gateway.properties[name] ?? []) as readonly JsonObject[];
const names = (gateway: RawGateway, of: string): readonly Json[] =>
  collection(gateway, of).map(({ name }) => name!);
const summary = (plan: Plan): readonly string[] =>
  plan.changes.map(({ action, collection, name }) => `${action} ${collection} ${name}`);

const FOREIGN: { readonly [member: string]: Json } = {
  frontEndPorts: [
    { name: 'appGatewayFrontendPort', id: idOf('frontEndPorts', 'p').id, properties: { port: 81 } },
  ],
  httpListeners: [
    {
      name: 'legacy',
      properties: { protocol: 'Http', enableHttp3: false, zeta: 1, alpha: { nested: [2, 1] } },
    },
  ],
  sslCertificates: [
    { name: 'theirs', properties: { publicCertData: 'MIIB', keyVaultSecretId: 'https://v/s' } },
  ],
  webApplicationFirewallConfiguration: { enabled: true, exclusions: [{ type: 'kept', etag: 'kept' }] },
  backendAddressPools: [],
  backendHttpSettingsCollection: [],
  requestRoutingRules: [],
  futureCollection: [{ name: 'f', properties: { provisioningState: 'Succeeded', new: true } }],
};

const spec = (host: string): fc.Arbitrary<SiteSpec> =>
  fc.record({
    host: fc.constant(host),
    priority: fc.integer({ min: 1, max: 20_000 }),
    members: fc.uniqueArray(fc.ipV4(), { maxLength: 4 }),
    ...(host.startsWith('b') && { certificate: fc.constantFrom('one', 'two') }),
    ...(host.startsWith('a') && {
      paths: fc.uniqueArray(fc.constantFrom('/x', '/y/*', '/z'), { maxLength: 3 }),
    }),
    settings: fc.record(
      {
        requestTimeout: fc.constantFrom(30, 60),
        cookieBasedAffinity: fc.constantFrom('Enabled', 'Disabled'),
        connectionDraining: fc.record({ enabled: fc.boolean(), drainTimeoutInSec: fc.constantFrom(1, 60) }),
        validateSNI: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  });

const specs = fc
  .tuple(...['a', 'b', 'c', 'd'].map((letter) => spec(`${letter}.example.com`)))
  .chain((all) => fc.subarray(all, { minLength: 1 }));
const desired = specs.map((chosen) => sites(chosen));
const rotate = fc.nat({ max: 5 }).map((by) => <T>(list: readonly T[]): readonly T[] => [
  ...list.slice(by % (list.length || 1)),
  ...list.slice(0, by % (list.length || 1)),
]);
const recase = fc.constantFrom(
  (id: string) => id,
  (id: string) => id.toUpperCase(),
  (id: string) => id.replace('resourceGroups', 'resourcegroups'),
);
const runs = { numRuns: 60 };

test('an empty gateway gets everything, in the order of the collections', (t) => {
  const plan = planGateway(sites([web, secure]), blankGateway());
  t.true(plan.changes.every(({ action, fields }) => action === 'create' && fields.length === 0));
  const order = plan.changes.map((change) => COLLECTIONS.indexOf(change.collection));
  t.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  t.is(plan.put, plan.document);
  t.deepEqual(plan.changes.find((change) => change.name === nameIn('httpListeners', web.host))?.owners, [
    'Ingress/shop/a.example.com',
  ]);
});

test('planning on the server’s answer gives no change', (t) => {
  fc.assert(
    fc.property(desired, rotate, recase, (wanted, shuffle, recaseId) => {
      const first = planGateway(wanted, blankGateway());
      const live = answer(wanted, first, { shuffle, recase: recaseId });
      const again = planGateway(wanted, live);
      t.deepEqual(again.changes, []);
      t.is(again.put, null);
    }),
    runs,
  );
});

test('planning on what was printed gives no change', (t) => {
  fc.assert(
    fc.property(desired, (wanted) => {
      const first = planGateway(wanted, blankGateway(FOREIGN));
      const printed = JSON.parse(JSON.stringify(redact(first.document))) as RawGateway;
      t.deepEqual(planGateway(wanted, printed).changes, []);
      const { id: _id, ...withoutId } = printed;
      t.deepEqual(planGateway(wanted, withoutId).changes, []);
    }),
    runs,
  );
});

test('from any state of ours to any other in one step', (t) => {
  fc.assert(
    fc.property(desired, desired, rotate, recase, (before, after, shuffle, recaseId) => {
      const first = planGateway(before, blankGateway(FOREIGN));
      const live = answer(before, first, { shuffle, recase: recaseId });
      const second = planGateway(after, live);
      t.deepEqual(second.diagnostics, []);
      t.deepEqual(planGateway(after, answer(after, second)).changes, []);
    }),
    runs,
  );
});

test('foreign members are the same before and after, and deleting everything gives the start back', (t) => {
  const start = serverAnswer(blankGateway(FOREIGN));
  const bare = planGateway(sites([]), start);
  t.is(bare.put, null);
  fc.assert(
    fc.property(desired, (wanted) => {
      const applied = planGateway(wanted, start).document;
      const back = planGateway(sites([]), serverAnswer(applied, { leafOf: leafOf(wanted) }));
      t.deepEqual(back.document, bare.document);
    }),
    runs,
  );
});

test('the order of construction and of our live sub-resources does not matter', (t) => {
  fc.assert(
    fc.property(desired, desired, rotate, (before, after, shuffle) => {
      const live = answer(before, planGateway(before, blankGateway()));
      const permuted = {
        ...live,
        properties: Object.fromEntries(
          Object.entries(live.properties).map(([name, value]) => [
            name,
            Array.isArray(value) ? shuffle(value as Json[]) : value,
          ]),
        ),
      } as RawGateway;
      const reordered = {
        ...after,
        collections: Object.fromEntries(
          Object.entries(after.collections).map(([name, list]) => [name, shuffle<unknown>(list)]),
        ),
      } as unknown as DesiredGateway;
      const plain = planGateway(after, live);
      t.deepEqual(planGateway(after, permuted).changes, plain.changes);
      t.deepEqual(planGateway(reordered, live), plain);
    }),
    runs,
  );
});

test('the inputs are left as they were', (t) => {
  const wanted = sites([web, secure]);
  const live = answer(wanted, planGateway(wanted, blankGateway(FOREIGN)));
  const copy = structuredClone(live);
  planGateway(sites([{ ...web, members: [] }]), live);
  t.deepEqual(live, copy);
});

test('one endpoint changes one field of one pool, and nothing else of the document', (t) => {
  const live = answer(sites([web, secure]), planGateway(sites([web, secure]), blankGateway(FOREIGN)));
  const plan = planGateway(sites([{ ...web, members: ['10.0.0.1', '10.0.0.9'] }, secure]), live);
  t.deepEqual(plan.changes, [
    {
      action: 'update',
      collection: 'backendAddressPools',
      name: nameIn('backendAddressPools', web.host),
      owners: ['Ingress/shop/a.example.com'],
      fields: ['/properties/backendAddresses'],
    },
  ]);
  const before = planGateway(sites([web, secure]), live).document;
  const pool = plan.changes[0]!.name;
  t.deepEqual(
    collection(plan.document, 'backendAddressPools').filter(({ name }) => name !== pool),
    collection(before, 'backendAddressPools').filter(({ name }) => name !== pool),
  );
  for (const name of COLLECTIONS.filter((name) => name !== 'backendAddressPools')) {
    t.is(plan.document.properties[name] === undefined, before.properties[name] === undefined);
    t.deepEqual(plan.document.properties[name], before.properties[name]);
  }
});

test('what is live keeps its place, what is new follows by name', (t) => {
  const live = answer(sites([secure]), planGateway(sites([secure]), blankGateway(FOREIGN)));
  const plan = planGateway(sites([web, secure, { ...web, host: 'aa.example.com' }]), live);
  t.deepEqual(names(plan.document, 'httpListeners'), [
    'legacy',
    nameIn('httpListeners', secure.host),
    ...[nameIn('httpListeners', web.host), nameIn('httpListeners', 'aa.example.com')].toSorted(),
  ]);
});

test('nothing is written where nothing may be', (t) => {
  const live = serverAnswer(blankGateway(FOREIGN));
  t.deepEqual(planGateway(sites([web], { readOnly: true }), live), {
    changes: [],
    put: null,
    document: live,
    diagnostics: [],
  });
});

test('a collection spelt in another case is the same collection and keeps its spelling', (t) => {
  const plan = planGateway(sites([web]), blankGateway(FOREIGN));
  t.is(plan.document.properties['frontendPorts'], undefined);
  t.deepEqual(names(plan.document, 'frontEndPorts'), [
    'appGatewayFrontendPort',
    nameIn('frontendPorts', '80'),
  ]);
  t.deepEqual(planGateway(sites([web]), plan.document).changes, []);
});

test('surrendered sub-resources go, with no owner', (t) => {
  const live = blankGateway({
    requestRoutingRules: [
      { name: 'Old', properties: { priority: 1, httpListener: idOf('httpListeners', 'legacy') } },
    ],
    httpListeners: [{ name: 'legacy', properties: {} }],
  });
  const surrendered = [
    { collection: 'httpListeners', name: 'LEGACY' },
    { collection: 'requestRoutingRules', name: 'old' },
    { collection: 'probes', name: 'absent' },
  ] as const;
  const plan = planGateway(sites([], { surrendered }), live);
  t.deepEqual(summary(plan), ['delete httpListeners legacy', 'delete requestRoutingRules Old']);
  t.deepEqual(plan.document.properties['httpListeners'], []);
});

test('a certificate: sent once, echoed bare, replaced by its successor in one document', (t) => {
  const wanted = sites([secure]);
  const first = planGateway(wanted, blankGateway());
  const [sent] = collection(first.document, 'sslCertificates');
  t.regex(String((sent!['properties'] as JsonObject)['password']), /^[A-Za-z0-9]{8,}$/);
  t.deepEqual(planGateway(wanted, blankGateway()), first);

  const live = answer(wanted, first);
  const [kept] = collection(planGateway(wanted, live).document, 'sslCertificates');
  t.deepEqual(kept, {
    name: sent!['name']!,
    id: idOf('sslCertificates', String(sent!['name'])).id,
    properties: {},
  });

  const rotation = planGateway(sites([{ ...secure, certificate: 'renewed' }]), live);
  t.deepEqual(
    new Set(summary(rotation)),
    new Set([
      `delete sslCertificates ${nameIn('sslCertificates', 'b')}`,
      `create sslCertificates ${nameIn('sslCertificates', 'renewed')}`,
      `update httpListeners ${nameIn('httpListeners', secure.host)}`,
    ]),
  );
});

test('a certificate under our name that is not ours is sent again', (t) => {
  const wanted = sites([secure]);
  const live = serverAnswer(planGateway(wanted, blankGateway()).document, {
    leafOf: () => Buffer.from('other'),
  });
  const plan = planGateway(wanted, live);
  t.deepEqual(
    plan.changes.map(({ action, fields }) => [action, fields]),
    [['update', ['/properties/publicCertData']]],
  );
  const [certificate] = collection(plan.document, 'sslCertificates');
  t.deepEqual(Object.keys(certificate!['properties'] as JsonObject).toSorted(), ['data', 'password']);
});

test('a bug of the caller is told as such', (t) => {
  const missing = desiredGateway({ sslCertificates: [item('sslCertificates', 'x', {})] });
  t.throws(() => planGateway(missing, blankGateway()), { code: 'PLAN_INVARIANT' });
  const misnamed = desiredGateway({
    frontendPorts: [{ name: 'theirs', properties: { port: 80 }, owners: [] }],
  });
  t.throws(() => planGateway(misnamed, blankGateway()), { code: 'PLAN_INVARIANT' });
});

test('another instance is foreign', (t) => {
  const theirs = sites([web]);
  const live = answer(theirs, planGateway(theirs, blankGateway()));
  t.deepEqual(planGateway({ ...sites([]), instance: 'k2' }, live).changes, []);
  t.true(planGateway(sites([]), live).changes.length > 0);
});

test('our own items may be spelt in another case', (t) => {
  const wanted = sites([web]);
  const live = answer(wanted, planGateway(wanted, blankGateway()));
  const shouted = live.properties['probes'] as readonly JsonObject[];
  const probes = shouted.map((probe) => ({ ...probe, name: String(probe['name']).toUpperCase() }));
  t.deepEqual(planGateway(wanted, { ...live, properties: { ...live.properties, probes } }).changes, []);
});
