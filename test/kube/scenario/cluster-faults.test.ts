/** The API server misbehaves: nothing is lost, and nothing that is served is taken away. */
import type { Faults } from '../api-server/contracts.ts';
import { ingress } from '../../helpers/objects.ts';
import { eventually, idle, type Lab } from './lab.ts';
import { toKube, WEB } from './objects.ts';
import { faultyClusterScenario, scenario } from './scenario.ts';

const LATER = ingress({ name: 'later', rules: { 'later.com': ['/'] } });

const bothServed = (lab: Lab) =>
  eventually('both hosts', lab.hosts, (hosts) => hosts.join() === 'a.com,later.com');

/** The connections of the test itself may be broken too. */
const createLater = (lab: Lab) =>
  eventually('a connection', () =>
    lab.create(LATER).then(
      () => true,
      () => false,
    ),
  );

async function serveWeb(lab: Lab): Promise<void> {
  await lab.create(WEB);
  await lab.start();
  await eventually(
    'the address',
    () => lab.addresses('web'),
    ({ length }) => length > 0,
  );
}

for (const [title, happen] of [
  ['connections of watches are reset', (faults) => faults.dropWatches()],
  ['watches end', (faults) => faults.endWatches()],
  ['watches fail with 500', (faults) => faults.failWatches(500, 'InternalError')],
  ['watches fail with 410', (faults) => faults.failWatches(410, 'Expired')],
  ['all connections are reset', (faults) => faults.closeConnections()],
  [
    'history is lost',
    (faults) => {
      faults.expireHistory();
      faults.dropWatches();
    },
  ],
] as const satisfies readonly (readonly [string, (faults: Faults) => unknown])[]) {
  faultyClusterScenario(`${title}: the next change arrives`, async (t, lab, faults) => {
    await serveWeb(lab);
    happen(faults);
    await createLater(lab);
    await bothServed(lab);
    t.is(lab.azure.puts().length, 2);
  });
}

faultyClusterScenario(
  'watches hang: they are found out, and the change arrives',
  async (t, lab, faults) => {
    await serveWeb(lab);
    faults.silenceWatches(({ resource }) => resource !== 'leases.coordination.k8s.io');
    await lab.create(LATER);
    await bothServed(lab);
    t.is(lab.azure.puts().length, 2);
  },
  { waits: true },
);

faultyClusterScenario(
  'a minute without API server: all stays, and what changed arrives',
  async (t, lab) => {
    await serveWeb(lab);
    await lab.api.stop();
    await lab.api.load([toKube(LATER)]);
    await idle(60);
    t.deepEqual(lab.hosts(), ['a.com']);
    t.is(await lab.ask('a.com'), '10.0.0.1');
    await lab.api.start();
    await bothServed(lab);
    await eventually(
      'the address',
      () => lab.addresses('later'),
      ({ length }) => length > 0,
    );
    t.is(lab.azure.puts().length, 2);
  },
  { waits: true },
);

scenario('the API server restarts, and forgets what was watched: the next change arrives', async (t, lab) => {
  await serveWeb(lab);
  await lab.api.restart();
  await createLater(lab);
  await bothServed(lab);
  t.is(lab.azure.puts().length, 2);
});

faultyClusterScenario(
  'status writes fail for a while: the address comes nevertheless',
  async (t, lab, faults) => {
    const fault = faults.inject(
      { kind: 'answer', status: 500 },
      { when: ({ verb, subresource }) => verb === 'patch' && subresource === 'status' },
    );
    await lab.create(WEB);
    await lab.start();
    await eventually('an attempt', () => fault.hits);
    fault.lift();
    await lab.create(LATER);
    await eventually(
      'the address',
      () => lab.addresses('web'),
      ({ length }) => length > 0,
    );
    t.pass();
  },
);

faultyClusterScenario(
  'a token that is revoked does not end the controller for good',
  async (t, lab, faults) => {
    await serveWeb(lab);
    const fault = faults.inject({ kind: 'answer', status: 401 }, { when: ({ user }) => user !== 'admin' });
    faults.dropWatches();
    await idle(5);
    fault.lift();
    await lab.create(LATER);
    await bothServed(lab);
    t.is(lab.azure.puts().length, 2);
  },
);

faultyClusterScenario(
  'the API server is away when an operation ends: nobody crashes',
  async (t, lab, faults) => {
    lab.azure.inject('put', { kind: 'operation', latencyMs: 4000 }, 1);
    await lab.create(WEB);
    const controller = await lab.start();
    await eventually('the operation', () => lab.azure.puts().length);
    const away = faults.inject({ kind: 'answer', status: 503 }, { when: ({ user }) => user !== 'admin' });
    await idle(15);
    away.lift();
    await eventually(
      'the address',
      () => lab.addresses('web'),
      ({ length }) => length > 0,
    );
    t.is(lab.azure.puts().length, 1);
    t.is(await controller.stop(), 0);
  },
);
