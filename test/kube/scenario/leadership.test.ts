/** Who writes: one of the replicas, without a gap that anybody notices, and nothing twice. */
import { fileURLToPath } from 'node:url';
import { startCommand } from '../../helpers/command-line.ts';
import { ingress } from '../../helpers/objects.ts';
import { mapAt, textAt } from '../api-server/objects.ts';
import { INSTANCE, LEASE_NAMESPACE, runWords } from './controller.ts';
import { fastClock } from './fast-clock.ts';
import { eventually, idle, type Lab } from './lab.ts';
import { CHART, WEB } from './objects.ts';
import { faultyClusterScenario, scenario } from './scenario.ts';

const FAST_MAIN = fileURLToPath(new URL('fast-main.ts', import.meta.url));
const LATER = ingress({ name: 'later', rules: { 'later.com': ['/'] } });

const served = (lab: Lab, name = 'web') =>
  eventually(
    `the address of ${name}`,
    () => lab.addresses(name),
    ({ length }) => length > 0,
  );

const LEASE = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { namespace: LEASE_NAMESPACE, name: `appgw-ingress-${INSTANCE}` },
};

/** The name of the replica that holds the Lease. */
async function holder({ api }: Lab): Promise<string> {
  const lease = await api.admin.find(LEASE);
  return textAt(mapAt(lease, 'spec'), 'holderIdentity').split('_')[0]!;
}

const leads = (lab: Lab, name: string) =>
  eventually(
    `${name} leads`,
    () => holder(lab),
    (now) => now === name,
  );
const isUpdating = ({ azure }: Lab): boolean =>
  azure.document().properties['provisioningState'] === 'Updating';

scenario('of two replicas one writes', async (t, lab) => {
  await lab.start('one');
  await leads(lab, 'one');
  await lab.start('two');
  await lab.create(WEB);
  await served(lab);
  await lab.create(LATER);
  await served(lab, 'later');
  await idle(10);
  t.is(lab.azure.puts().length, 2);
  t.is(await holder(lab), 'one');
});

scenario('of two replicas that start at once one writes', async (t, lab) => {
  await lab.create(WEB);
  await Promise.all([lab.start('one'), lab.start('two')]);
  await served(lab);
  await idle(10);
  t.is(lab.azure.puts().length, 1);
});

scenario('somebody deletes the Lease: the leader goes on', async (t, lab) => {
  await lab.create(WEB);
  await lab.start('one');
  await served(lab);
  await lab.api.admin.delete(LEASE);
  await leads(lab, 'one');
  await lab.create(LATER);
  await served(lab, 'later');
  t.is(lab.azure.puts().length, 2);
});

scenario(
  'a restart sends nothing',
  async (t, lab) => {
    await lab.create(WEB);
    const first = await lab.start();
    await served(lab);
    t.is(await first.stop(), 0);
    const reads = (): number => lab.azure.calls.filter(({ kind }) => kind === 'get').length;
    const before = reads();
    await lab.start('again');
    await eventually('a look at the gateway', () => reads() > before);
    await idle(40);
    t.is(lab.azure.puts().length, 1);
  },
  { waits: true },
);

scenario('in the mode plan nothing is written', async (t, lab) => {
  await lab.create(WEB);
  await lab.start('one', ['--mode', 'plan']);
  await eventually('a look', () => lab.azure.calls.some(({ kind }) => kind === 'get'));
  await idle(10);
  t.is(lab.azure.puts().length, 0);
  t.deepEqual(await lab.addresses('web'), []);
});

scenario('at SIGTERM the standby takes over at once, and nothing is sent again', async (t, lab) => {
  await lab.create(WEB);
  const first = await lab.start('one');
  await served(lab);
  await lab.start('two');
  await idle(8);
  const from = fastClock.now();
  t.is(await first.stop(), 0);
  await leads(lab, 'two');
  t.true(fastClock.now() - from < 5000, `${fastClock.now() - from} ms`);
  t.is(lab.azure.puts().length, 1);
  await lab.create(LATER);
  await served(lab, 'later');
  t.is(lab.azure.puts().length, 2);
});

scenario(
  'SIGTERM during an operation: the successor follows it, and sends nothing of its own',
  async (t, lab) => {
    lab.azure.inject('put', { kind: 'operation', latencyMs: 12_000 });
    await lab.create(WEB);
    const first = await lab.start('one');
    await eventually('the operation', () => isUpdating(lab));
    await lab.start('two');
    await idle(4);
    t.is(await first.stop(), 0);
    t.true(isUpdating(lab), 'the operation goes on');
    await served(lab);
    t.is(lab.azure.puts().length, 1);
  },
  { waits: true },
);

scenario(
  'a leader that is cut off with an operation under way: its successor follows that',
  async (t, lab) => {
    lab.azure.inject('put', { kind: 'operation', latencyMs: 40_000 });
    await lab.create(WEB);
    const first = await lab.start('one');
    await eventually('the operation', () => isUpdating(lab));
    await lab.start('two');
    first.freeze();
    await leads(lab, 'two');
    t.true(isUpdating(lab), 'the operation goes on');
    await served(lab);
    t.is(lab.azure.puts().length, 1);
    await lab.create(LATER);
    await served(lab, 'later');
    t.is(lab.azure.puts().length, 2);
  },
  { waits: true },
);

scenario(
  'a leader that is killed with an operation under way: its successor follows that',
  async (t, lab) => {
    lab.azure.inject('put', { kind: 'operation', latencyMs: 40_000 });
    await lab.create(WEB);
    const words = await runWords(await lab.optionsOf('killed'), new URL(lab.api.url).port);
    const killed = startCommand(t, ['run', ...words], {
      main: FAST_MAIN,
      environment: { POD_NAME: 'killed' },
    });
    await eventually('the operation', () => isUpdating(lab));
    await killed.stop('SIGKILL');
    await lab.start('heir');
    await leads(lab, 'heir');
    await served(lab);
    t.is(lab.azure.puts().length, 1);
  },
  { waits: true },
);

faultyClusterScenario('the Lease is taken away: nothing more is told', async (t, lab, faults) => {
  const many = Array.from({ length: 40 }, (_, index) =>
    ingress({ name: `web-${index}`, rules: { 'a.com': [`/${index}`] } }),
  );
  await lab.create(WEB, ...many);
  const telling = faults.inject(
    { kind: 'delay', ms: 3000 },
    { when: ({ resource, subresource }) => resource.startsWith('ingresses.') && subresource === 'status' },
  );
  await lab.start('one');
  await eventually('statuses being written', () => telling.hits > 0);
  await lab.api.admin.patch(LEASE, { spec: { holderIdentity: 'another_1' } });
  const lostAt = fastClock.now() + 2500;
  await idle(10);
  const told = lab.api.requests!.entries.filter(
    ({ at, resource, verb, user }) =>
      at > lostAt &&
      user.endsWith(`:${CHART.account}`) &&
      /^(ingresses|events)\./.test(resource) &&
      verb !== 'watch',
  );
  t.true(telling.hits < many.length);
  t.deepEqual(
    told.map(({ verb, resource, name }) => `${verb} ${resource} ${name}`),
    [],
  );
});
