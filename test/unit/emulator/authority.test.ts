import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import test from 'ava';
import { createAuthority } from '../../../src/emulator/authority.ts';

const HOSTS = ['a.test', '*.b.test', '127.0.0.1', '::1', 'fe80::12:a'];

test('issues a chain for names, wildcards and addresses', async (t) => {
  const authority = await createAuthority('Test CA');
  const { certificate, key } = await authority.issue(HOSTS);
  const [leaf, root] = certificate
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((pem) => new X509Certificate(pem));
  t.true(leaf?.verify(root!.publicKey));
  t.true(leaf?.checkIssued(root!));
  t.true(root?.ca);
  t.false(leaf?.ca);
  t.is(root?.subject, 'CN=Test CA');
  t.is(certificate.slice(-authority.pem.length), authority.pem);
  t.regex(key, /^-----BEGIN PRIVATE KEY-----/);
  t.is(leaf?.checkHost('A.test'), 'a.test');
  t.truthy(leaf?.checkHost('x.b.test'));
  t.is(leaf?.checkHost('b.test'), undefined);
  for (const address of HOSTS.slice(2)) t.truthy(leaf?.checkIP(address), address);
  t.is(leaf?.checkIP('127.0.0.2'), undefined);
});

test('a client that trusts the authority completes the handshake', async (t) => {
  const authority = await createAuthority('Test CA');
  const { certificate, key } = await authority.issue(['a.test']);
  const server = createServer({ cert: certificate, key }).listen(0, '127.0.0.1');
  t.teardown(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: '127.0.0.1', servername: 'a.test', ca: authority.pem });
  await once(client, 'secureConnect');
  t.true(client.authorized);
  client.destroy();
});

test('validity can be chosen, on both sides of the year 2050', async (t) => {
  const authority = await createAuthority('Test CA');
  const [notBefore, notAfter] = [new Date('2001-02-03T04:05:06Z'), new Date('2051-12-31T23:59:59Z')];
  const { certificate } = await authority.issue(['a.test'], { notBefore, notAfter });
  const leaf = new X509Certificate(certificate);
  t.deepEqual([leaf.validFromDate, leaf.validToDate], [notBefore, notAfter]);
});

test('no two certificates share a key or a serial number', async (t) => {
  const authority = await createAuthority('Test CA');
  const [a, b] = await Promise.all([authority.issue(['a.test']), authority.issue(['a.test'])]);
  t.not(a.key, b.key);
  t.not(new X509Certificate(a.certificate).serialNumber, new X509Certificate(b.certificate).serialNumber);
});
