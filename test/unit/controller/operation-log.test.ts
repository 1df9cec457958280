import test from 'ava';
import { ArmError } from '../../../src/controller/arm-error.ts';
import { logOperations, type LastOperation } from '../../../src/controller/operation-log.ts';
import type { GatewayClient } from '../../../src/controller/ports.ts';
import { createVirtualClock } from '../../helpers/virtual-clock.ts';

const DOCUMENT = { properties: {} };
const START = '1970-01-01T00:00:00.000Z';
const END = '1970-01-01T00:00:20.000Z';

/** An operation of 20 seconds with this end; `refusal`: of the PUT itself. */
function world(end: Error | null, before: LastOperation | null = null, refusal: Error | null = null) {
  const clock = createVirtualClock();
  const operation = (url: string | null) => ({
    url,
    wait: async () => {
      await clock.sleep(20_000);
      if (end) throw end;
    },
  });
  const gateway: GatewayClient = {
    resourceId: '/gateways/dev',
    get: async () => DOCUMENT,
    put: async () => {
      if (refusal) throw refusal;
      return operation('/operation');
    },
    resumeOperation: operation,
    publicAddress: async () => ({ ip: null, hostname: null }),
  };
  let started = 0;
  const log = logOperations(gateway, clock, before, () => (started += 1));
  return { clock, log, started: () => started };
}
const armError = (code: string): ArmError => new ArmError({ kind: 'invalid', code, message: 'm' });

const ends = test.macro(async (t, end: Error | null, expected: object) => {
  const { clock, log, started } = world(end);
  t.is(log.last(), null);
  const operation = await log.gateway.put(DOCUMENT);
  t.is(started(), 1);
  t.deepEqual(log.last(), { url: '/operation', startedAt: START, state: 'Running' });
  const waited = operation.wait().catch((error: unknown) => error);
  await clock.pass(20_000);
  t.is(await waited, end ?? undefined);
  t.deepEqual<unknown, unknown>(log.last(), { url: '/operation', startedAt: START, ...expected });
});
test('succeeds', ends, null, { finishedAt: END, state: 'Succeeded' });
test('fails', ends, armError('InternalServerError'), {
  finishedAt: END,
  state: 'Failed',
  code: 'InternalServerError',
  message: 'm',
});
test('is cancelled', ends, armError('CanceledAndSupersededDueToAnotherOperation'), {
  finishedAt: END,
  state: 'Canceled',
  code: 'CanceledAndSupersededDueToAnotherOperation',
  message: 'm',
});
test('is left to a successor', ends, new Error('aborted'), { state: 'Running' });

test('a document that ARM did not take is no operation', async (t) => {
  const before = { startedAt: START, state: 'Succeeded' } as const;
  const { log, started } = world(null, before, armError('InvalidRequest'));
  await t.throwsAsync(log.gateway.put(DOCUMENT), { message: 'm' });
  t.is(log.last(), before);
  t.is(started(), 0);
});

test('an operation that is followed again keeps its start', (t) => {
  const before = { url: '/operation', startedAt: '1969-12-31T23:00:00.000Z', state: 'Running' } as const;
  const { log } = world(null, before);
  log.gateway.resumeOperation('/operation');
  t.deepEqual(log.last(), before);
  log.gateway.resumeOperation('/other');
  t.deepEqual(log.last(), { url: '/other', startedAt: START, state: 'Running' });
});
