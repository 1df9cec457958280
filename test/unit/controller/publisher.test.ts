import test from 'ava';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import type { Ingress } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { armDiagnostic } from '../../../src/controller/arm-diagnostic.ts';
import { compute } from '../../../src/controller/compute.ts';
import type { Published } from '../../../src/controller/gateway-runner.ts';
import { createPublisher, type PublisherOptions } from '../../../src/controller/publisher.ts';
import type { Outcome } from '../../../src/controller/reconcile.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';
import { armError } from './_leader.ts';

const SETTINGS = { config: loadConfig({ flags: {}, environment: {} }), conventionalClass: CLASS };
const withUid = (object: Ingress): Ingress => ({
  ...object,
  metadata: { ...object.metadata, uid: `uid-${object.metadata.name}` },
});
const WEB = withUid(ingress({ name: 'web', age: 1, rules: { 'a.com': ['/'] } }));
const OTHER = withUid(ingress({ name: 'other', age: 2, className: 'somebody', rules: { 'o.com': ['/'] } }));
const gone = (object: Ingress): Ingress => ({
  ...object,
  spec: { ...object.spec, ingressClassName: 'somebody' },
});

interface Words {
  readonly publish?: PublisherOptions['publish'];
  readonly address?: { readonly ip: string | null; readonly hostname: string | null };
  /** Answers of the writer, the last one for ever. */
  readonly results?: readonly string[];
}

function setUp({
  publish = { kind: 'ip' },
  address = { ip: '20.0.0.1', hostname: 'gw.example' },
  results = [],
}: Words = {}) {
  const clock = createVirtualClock();
  const writes: string[] = [];
  const told: string[] = [];
  const failures: Error[] = [];
  let ingresses: readonly Ingress[] = [];
  let reads = 0;
  const publisher = createPublisher({
    clock,
    publish,
    gateway: {
      resourceId: '/gateways/dev',
      get: () => Promise.reject(new Error('not asked for')),
      put: () => Promise.reject(new Error('not asked for')),
      resumeOperation: () => {
        throw new Error('not asked for');
      },
      publicAddress: async () => {
        reads += 1;
        const failure = failures.pop();
        if (failure) throw failure;
        return address;
      },
    },
    snapshot: () => createSnapshot(ingresses, clock.now()),
    writeStatus: async ({ name, isRemovable }, addresses) => {
      const values = addresses.map(({ ip, hostname }) => ip ?? hostname).join() || 'none';
      writes.push(`${name} ${values}${isRemovable ? ' of ours' : ''}`);
      const kind = results[Math.min(writes.length, results.length) - 1] ?? 'written';
      return kind === 'contested' ? { kind, by: 'nginx', isNew: writes.length === 2 } : { kind };
    },
    recordEvents: async (diagnostics) => {
      for (const { code, object } of diagnostics) told.push(`${code} ${object?.name ?? '-'}`);
    },
  });
  const run = (kind: 'applied' | 'unchanged' | 'planned' | 'failed', ...objects: readonly Ingress[]) => {
    ingresses = objects;
    const snapshot = createSnapshot([...objects, service(), slice(['10.0.0.1'])], clock.now());
    const computation = compute(snapshot, BLANK_GATEWAY, SETTINGS);
    const error = armError();
    const outcome: Outcome =
      kind === 'failed'
        ? { kind, error, diagnostics: [armDiagnostic(error, '/gateways/dev')] }
        : { kind, diagnostics: [] };
    const published: Published = { outcome, computation, live: BLANK_GATEWAY };
    return publisher.publish(published);
  };
  return { clock, publisher, writes, told, failures, run, reads: () => reads };
}

test('an Ingress gets the address once, and one that is not ours is left alone', async (t) => {
  const { run, writes } = setUp();
  await run('applied', WEB, OTHER);
  await run('unchanged', WEB, OTHER);
  t.deepEqual(writes, ['web 20.0.0.1']);
});

for (const kind of ['planned', 'failed'] as const) {
  test(`nothing is promised where the run was ${kind}`, async (t) => {
    const { run, writes } = setUp();
    await run(kind, WEB);
    t.deepEqual(writes, []);
  });
}

for (const [title, publish, address, expected] of [
  ['the IP', { kind: 'ip' }, undefined, '20.0.0.1'],
  ['the DNS name', { kind: 'hostname' }, undefined, 'gw.example'],
  ['the IP where there is no name', { kind: 'hostname' }, { ip: '20.0.0.2', hostname: null }, '20.0.0.2'],
  ['what is set', { kind: 'override', address: { ip: '1.2.3.4' } }, undefined, '1.2.3.4'],
  ['nothing where there is nothing yet', { kind: 'ip' }, { ip: null, hostname: null }, 'none'],
] as const) {
  test(`published is ${title}`, async (t) => {
    const { run, writes } = setUp({ publish, ...(address && { address }) });
    await run('applied', WEB);
    t.deepEqual(writes, [`web ${expected}`]);
  });
}

test('an Ingress that leaves the class loses what we wrote, once', async (t) => {
  const { run, writes } = setUp();
  await run('applied', WEB);
  await run('applied', gone(WEB));
  await run('unchanged', gone(WEB));
  t.deepEqual(writes, ['web 20.0.0.1', 'web none of ours']);
});

test('a write that failed is repeated by the next run', async (t) => {
  const { run, writes } = setUp({ results: ['failed', 'written'] });
  for (let runs = 0; runs < 3; runs += 1) await run('unchanged', WEB);
  t.deepEqual(writes, ['web 20.0.0.1', 'web 20.0.0.1']);
});

test('after five minutes address and status are looked at again', async (t) => {
  const { clock, run, writes, reads } = setUp();
  await run('applied', WEB);
  const before = reads();
  await clock.pass(300_000);
  await run('unchanged', WEB);
  t.is(reads(), before);
  await clock.pass(1);
  await run('unchanged', WEB);
  t.true(reads() > before);
  t.deepEqual(writes, ['web 20.0.0.1', 'web 20.0.0.1']);
});

test('an address that cannot be read is no reason to clear one, nor to crash', async (t) => {
  const { clock, run, writes, failures, told } = setUp();
  failures.push(armError());
  await run('applied', WEB);
  t.deepEqual(writes, []);
  t.deepEqual(told, ['ARM_UNAVAILABLE -']);
  await run('unchanged', WEB);
  await clock.pass(300_001);
  failures.push(armError());
  await run('unchanged', WEB);
  t.deepEqual(writes, ['web 20.0.0.1']);
});

test('a bug in reading it is not swallowed', async (t) => {
  const { run, failures } = setUp();
  failures.push(new TypeError('a bug'));
  await t.throwsAsync(run('applied', WEB), { message: 'a bug' });
});

test('ours are the addresses that the gateway has or had', async (t) => {
  const { publisher, run } = setUp();
  t.is(publisher.address(), null);
  await run('applied', WEB);
  t.true(publisher.isOurs({ ip: '20.0.0.1' }));
  t.false(publisher.isOurs({ ip: '20.0.0.9' }));
  t.deepEqual(publisher.address(), { ip: '20.0.0.1' });
});

test('whoever waits for a PUT that failed is told why', async (t) => {
  const { run, told } = setUp();
  await run('failed', WEB);
  t.deepEqual(told, ['ARM_UNAVAILABLE -', 'ARM_UNAVAILABLE web']);
});

test('whose status somebody else overwrites is told when it is found out, and not before and after', async (t) => {
  const { clock, run, told, writes } = setUp({ results: ['written', 'contested'] });
  for (let look = 0; look < 4; look += 1) {
    await run('unchanged', WEB);
    await clock.pass(301_000);
  }
  t.is(writes.length, 4);
  t.deepEqual(told, ['STATUS_CONTESTED web']);
});
