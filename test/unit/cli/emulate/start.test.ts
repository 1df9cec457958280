import test from 'ava';
import { BLANK_GATEWAY } from '../../../../src/cli/blank-gateway.ts';
import { startEmulation, type EmulationOptions } from '../../../../src/cli/emulate/start.ts';
import { listenOn } from '../../../helpers/backend.ts';
import { gatewayDocument } from '../../../helpers/gateway-document.ts';
import { createServer } from 'node:net';

const LOOPBACK = { host: '127.0.0.1', port: 0 };
const OPTIONS: EmulationOptions = {
  gateway: BLANK_GATEWAY,
  listen: LOOPBACK,
  latencyMs: 0,
  bind: () => LOOPBACK,
  resolve: () => LOOPBACK,
  wellKnownRoots: [],
  onWarning: () => {},
};
const SERVING = gatewayDocument({
  pools: { p: [] },
  settings: { s: {} },
  listeners: { l: {} },
  rules: { r: { listener: 'l', action: 'p s' } },
});

test('ARM and the data plane of the given document, on ports of their own', async (t) => {
  const applying: unknown[] = [];
  const emulation = await startEmulation({
    ...OPTIONS,
    gateway: SERVING,
    onApplying: async (document) => void applying.push(document.id),
  });
  t.teardown(emulation.close);
  t.regex(emulation.arm, /^https:\/\/127\.0\.0\.1:\d+$/);
  t.is(emulation.gatewayId, SERVING.id!);
  t.deepEqual(applying, [SERVING.id], 'what stands behind it is there first');
  const [listener, ...more] = emulation.listeners();
  t.deepEqual(more, []);
  t.is((await fetch(`http://${listener!.address}/`)).status, 502);
});

test('a document that cannot be served is refused, and told', async (t) => {
  const taken = (await listenOn(t, createServer()))();
  const unservable: unknown[] = [];
  const options = { ...OPTIONS, gateway: SERVING, bind: () => taken };
  await t.throwsAsync(startEmulation({ ...options, onUnservable: (error) => unservable.push(error) }), {
    code: 'INVALID_CONFIGURATION',
  });
  t.is(unservable.length, 1);
});

test('a port of ARM that is taken is refused', async (t) => {
  const listen = (await listenOn(t, createServer()))();
  await t.throwsAsync(startEmulation({ ...OPTIONS, listen }), { code: 'EADDRINUSE' });
});
