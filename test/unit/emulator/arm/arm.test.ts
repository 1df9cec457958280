import { request } from 'node:https';
import test from 'ava';
import { systemClock } from '../../../../src/clock/clock.ts';
import { createArm } from '../../../../src/emulator/arm/arm.ts';
import { createAuthority } from '../../../../src/emulator/authority.ts';
import { SILENT_EVENTS } from '../../../helpers/silent-events.ts';
import { ID, smallest } from './_harness.ts';

const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };

test('over TLS: operation URLs lead back to the socket, on the system clock', async (t) => {
  const authority = await createAuthority('test');
  const { certificate, key } = await authority.issue(['127.0.0.1']);
  const arm = createArm({ clock: systemClock, latencyMs: 20, events: SILENT_EVENTS });
  t.teardown(() => arm.close());
  const base = await arm.listen({ host: '127.0.0.1', port: 0, tls: { key, cert: certificate } });
  const send = (method: string, url: string, body = ''): Promise<{ operation: string; text: string }> =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method, headers, ca: authority.pem }, async (response) => {
        const text = Buffer.concat(await response.toArray()).toString();
        resolve({ operation: String(response.headers['azure-asyncoperation']), text });
      });
      sent.on('error', reject).end(body);
    });
  const { operation } = await send('PUT', `${base}${ID}?api-version=2026-01-01`, JSON.stringify(smallest()));
  t.true(operation.startsWith(`${base}/subscriptions/0000/`));
  let poll = await send('GET', operation);
  while (poll.text === '{"status":"InProgress"}') poll = await send('GET', operation);
  t.is(poll.text, '{"status":"Succeeded"}');
  t.regex((await send('GET', `${base}${ID}?api-version=2026-01-01`)).text, /"provisioningState":"Succeeded"/);
});

test('in plain HTTP where no TLS is given; a taken port is an error; close frees it', async (t) => {
  const first = createArm({ clock: systemClock, events: SILENT_EVENTS });
  const base = await first.listen({ host: '127.0.0.1', port: 0 });
  t.regex(base, /^http:\/\/127\.0\.0\.1:\d+$/);
  t.is((await fetch(`${base}${ID}?api-version=2026-01-01`, { headers })).status, 404);
  const second = createArm({ clock: systemClock, events: SILENT_EVENTS });
  const address = { host: '127.0.0.1', port: Number(new URL(base).port) };
  await t.throwsAsync(second.listen(address), { code: 'EADDRINUSE' });
  await first.close();
  await second.listen(address);
  await second.close();
});

test('close ends at once although an operation is under way', async (t) => {
  const arm = createArm({ clock: systemClock, latencyMs: 600_000, events: SILENT_EVENTS });
  const payload = JSON.stringify(smallest());
  await arm.app.inject({ method: 'PUT', url: `${ID}?api-version=2026-01-01`, headers, payload });
  await arm.close();
  t.pass();
});
