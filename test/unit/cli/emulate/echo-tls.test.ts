import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import test from 'ava';
import { createEchoTls } from '../../../../src/cli/emulate/echo-tls.ts';
import { createAuthority } from '../../../../src/emulator/authority.ts';
import { startEcho } from '../../../../src/emulator/echo/echo.ts';

for (const [servername, named] of [
  ['a.example.com', 'a.example.com'],
  ['', 'localhost'],
] as const) {
  test(`asked for ${servername || 'no name'}, an echo shows a certificate for ${named}`, async (t) => {
    const authority = await createAuthority('development');
    const identity = { namespace: 'shop', service: 'web', pod: 'p', port: 443 };
    const echo = await startEcho({ ...identity, ...(await createEchoTls(authority)) });
    t.teardown(echo.close);
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const checkServerIdentity = (): undefined => undefined;
    const options = { host: echo.host, port: echo.port, servername, ca: authority.pem, checkServerIdentity };
    request({ ...options, agent: false }, resolve)
      .on('error', reject)
      .end();
    const response = await promise;
    const names = (response.socket as TLSSocket).getPeerX509Certificate()?.subjectAltName;
    t.is(names, `DNS:${named}`);
    await response.toArray();
  });
}

test('a name gets one certificate', async (t) => {
  const { certificateFor } = await createEchoTls(await createAuthority('development'));
  t.is(await certificateFor('a.com'), await certificateFor('a.com'));
});
