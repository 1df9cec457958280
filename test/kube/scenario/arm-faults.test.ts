/** ARM misbehaves, or somebody else writes: everything arrives in the end, and never two operations at once. */
import { ingress } from '../../helpers/objects.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { eventually, idle, type Lab } from './lab.ts';
import { WEB } from './objects.ts';
import { scenario } from './scenario.ts';

const served = (lab: Lab, name = 'web') =>
  eventually(
    `the address of ${name}`,
    () => lab.addresses(name),
    ({ length }) => length > 0,
  );

scenario('half a minute without ARM: what was wanted meanwhile arrives, in one PUT', async (t, lab) => {
  const down = lab.azure.inject(null, { kind: 'drop', when: 'before' });
  await lab.create(WEB);
  await lab.start();
  await eventually('attempts', () => down.hits >= 3);
  await lab.create(ingress({ name: 'later', rules: { 'later.com': ['/'] } }));
  await idle(5);
  t.deepEqual(await lab.addresses('web'), []);
  down.lift();
  await served(lab);
  await served(lab, 'later');
  t.is(lab.azure.puts().length, 1);
});

scenario('throttled: the next PUT waits for as long as ARM asks, whatever changes', async (t, lab) => {
  const answer = {
    status: 429,
    headers: { 'retry-after': '15' },
    body: { error: { code: 'TooManyRequests' } },
  };
  lab.azure.inject('put', { kind: 'answer', answer }, 1);
  await lab.create(WEB);
  await lab.start();
  await eventually('the refusal', () => lab.azure.puts().length === 1);
  await lab.create(ingress({ name: 'later', rules: { 'later.com': ['/'] } }));
  await served(lab, 'later');
  const [refused, accepted, ...more] = lab.azure.calls.filter(({ kind }) => kind === 'put');
  t.true(accepted!.at - refused!.at >= 15_000, `${accepted!.at - refused!.at} ms`);
  t.deepEqual(more, []);
});

scenario('a failed operation is repeated, and who waits for it is told', async (t, lab) => {
  const failure = { code: 'InternalServerError', message: 'An error occurred.' };
  lab.azure.inject('put', { kind: 'operation', failure }, 1);
  await lab.create(WEB);
  await lab.start();
  await eventually(
    'the Event',
    () => lab.events('web'),
    ({ length }) => length > 0,
  );
  await served(lab);
  t.is(lab.azure.puts().length, 2);
  t.is(await lab.ask('a.com'), '10.0.0.1');
});

const withPool = (document: RawGateway): RawGateway => {
  const pools = document.properties['backendAddressPools'] as unknown as readonly object[];
  const added = [...pools, { name: 'added-by-hand', properties: { backendAddresses: [] } }];
  return { ...document, properties: { ...document.properties, backendAddressPools: added as never } };
};

scenario(
  'another writer cancels our operation: the configuration of both is kept',
  async (t, lab) => {
    lab.azure.inject('put', { kind: 'otherWriter', afterMs: 300, edit: withPool }, 1);
    await lab.create(WEB);
    await lab.start();
    await served(lab);
    t.is(await lab.ask('a.com'), '10.0.0.1');
    t.true(JSON.stringify(lab.azure.document()).includes('added-by-hand'));
  },
  { sharesGateway: true },
);

scenario(
  'another writer undoes ours: it is found in time, and put back beside theirs',
  async (t, lab) => {
    await lab.create(WEB);
    await lab.start();
    await served(lab);
    const { properties, ...rest } = lab.azure.document();
    const stripped = JSON.parse(
      JSON.stringify(properties, (_member, value: unknown) =>
        Array.isArray(value) ? value.filter((entry) => !JSON.stringify(entry).includes('scenario.')) : value,
      ),
    ) as RawGateway['properties'];
    lab.azure.inject(
      'get',
      { kind: 'otherWriter', afterMs: 0, edit: () => ({ ...rest, properties: stripped }) },
      1,
    );
    await eventually('the loss', lab.hosts, ({ length }) => length === 0);
    await eventually('the repair', lab.hosts, ({ length }) => length === 1);
    t.is(lab.azure.puts().length, 2);
  },
  { sharesGateway: true },
);

for (const [when, sent] of [
  ['before', 2],
  ['after', 1],
] as const) {
  scenario(`a connection ends ${when} the PUT was accepted: it was sent ${sent} times`, async (t, lab) => {
    lab.azure.inject('put', { kind: 'drop', when }, 1);
    await lab.create(WEB);
    await lab.start();
    await served(lab);
    t.is(lab.azure.puts().length, sent);
  });
}

scenario('polls of the operation get no answer: it is followed all the same', async (t, lab) => {
  const lost = lab.azure.inject('operation', { kind: 'drop', when: 'before' }, 2);
  await lab.create(WEB);
  await lab.start();
  await served(lab);
  t.is(lost.hits, 2);
  t.is(lab.azure.puts().length, 1);
});
