/** ARM misbehaves, or somebody else writes: everything arrives in the end, and never two operations at once. */
import { ingress } from '../../helpers/objects.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { BEFORE } from './azure.ts';
import { eventually, idle, type Lab } from './lab.ts';
import { WEB } from './objects.ts';
import { scenario } from './scenario.ts';

const served = (lab: Lab, name = 'web') =>
  eventually(
    `the address of ${name}`,
    () => lab.addresses(name),
    ({ length }) => length > 0,
  );

scenario(
  'half a minute without ARM: what was wanted meanwhile arrives, in one PUT',
  async (t, lab) => {
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
  },
  { waits: true },
);

scenario(
  'throttled: the next PUT waits for as long as ARM asks, whatever changes',
  async (t, lab) => {
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
  },
  { waits: true },
);

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
    lab.azure.inject('get', { kind: 'otherWriter', afterMs: 0, edit: () => BEFORE }, 1);
    await eventually('the loss', lab.hosts, ({ length }) => length === 0);
    await eventually('the repair', lab.hosts, ({ length }) => length === 1);
    t.is(lab.azure.puts().length, 2);
  },
  { sharesGateway: true, waits: true },
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

scenario(
  'the public IP cannot be read for a while: nobody crashes, and the address comes',
  async (t, lab) => {
    const answer = { status: 503, body: { error: { code: 'ServiceUnavailable', message: 'Later.' } } };
    const down = lab.azure.inject('publicIPAddress', { kind: 'answer', answer }, 1);
    await lab.create(WEB);
    await lab.start();
    await served(lab);
    t.is(down.hits, 1);
    t.is(lab.azure.puts().length, 1);
  },
);

scenario(
  'a right is missing: the owner is told, and once it is granted a change gets through',
  async (t, lab) => {
    const message =
      "The client 'x' with object id 'x' does not have authorization to perform action " +
      `'Microsoft.Network/applicationGateways/write' over scope '${lab.azure.gatewayId}' or the scope is invalid.`;
    const error = { code: 'AuthorizationFailed', message };
    const missing = lab.azure.inject('put', { kind: 'answer', answer: { status: 403, body: { error } } });
    await lab.create(WEB);
    await lab.start();
    const reasons = await eventually(
      'the Event',
      () => lab.events('web'),
      ({ length }) => length > 0,
    );
    t.deepEqual(reasons, ['ArmPermissionMissing']);
    await idle(20);
    t.is(lab.azure.puts().length, 1, 'it is not asked again and again');
    missing.lift();
    await lab.create(ingress({ name: 'later', rules: { 'later.com': ['/'] } }));
    await served(lab);
  },
);

scenario(
  'a stopped gateway is not written, for a PUT would start it',
  async (t, lab) => {
    const { properties, ...rest } = lab.azure.document();
    const body = { ...rest, properties: { ...properties, operationalState: 'Stopped' } };
    const stopped = lab.azure.inject('get', { kind: 'answer', answer: { status: 200, body } });
    await lab.create(WEB);
    await lab.start();
    await eventually('a look', () => stopped.hits);
    await idle(10);
    t.is(lab.azure.puts().length, 0);
    t.deepEqual(await lab.addresses('web'), []);
    stopped.lift();
    await lab.create(ingress({ name: 'later', rules: { 'later.com': ['/'] } }));
    await served(lab);
  },
  { waits: true },
);
