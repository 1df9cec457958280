import { once } from 'node:events';
import { connect } from 'node:tls';
import type { PeerCertificate } from 'node:tls';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Authority } from '../../../../../src/emulator/authority.ts';
import type { SocketAddress } from '../../../../../src/emulator/contracts.ts';
import { send, startBench } from '../../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';
import type { GatewayWords } from '../../../../helpers/gateway-document.ts';
import { packPfx } from '../../../../helpers/pfx.ts';
import { authority, httpsWords, pfx } from './_tls.ts';

const words = (listeners: Readonly<Record<string, readonly string[]>>): Promise<GatewayWords> =>
  httpsWords(Object.fromEntries(Object.entries(listeners).map(([name, hosts]) => [name, { hosts }])));

async function start(t: ExecutionContext, document: GatewayWords) {
  const endpoints = Object.values(document.pools ?? {}).flat();
  const bench = await startBench(t, { endpoints });
  await bench.plane.apply(gatewayDocument(document));
  return bench;
}

/** The common name of the certificate that a client with this SNI gets. */
async function certificateFor(to: SocketAddress, sni: string, trusted?: Authority): Promise<string> {
  const socket = connect({
    ...to,
    servername: sni,
    rejectUnauthorized: false,
    ...(trusted ? { ca: trusted.pem } : {}),
  });
  await once(socket, 'secureConnect');
  const { CN }: PeerCertificate['subject'] = socket.getPeerCertificate().subject;
  socket.destroy();
  return String(CN);
}

const SNI: readonly [
  listeners: Readonly<Record<string, readonly string[]>>,
  sni: string,
  expected: string,
][] = [
  [{ a: ['a.test'], b: ['b.test'] }, 'b.test', 'b'],
  [{ a: ['a.test'], b: ['b.test'] }, 'B.Test', 'b'],
  [{ a: ['a.test'], b: ['b.test'] }, 'c.test', 'a'],
  [{ a: ['a.test'], b: ['b.test'] }, '', 'a'],
  [{ a: ['a.test'], any: [] }, 'c.test', 'any'],
  [{ a: ['a.test'], any: [] }, '', 'any'],
  [{ a: ['a.test'], wild: ['*.test'] }, 'x.y.test', 'wild'],
  [{ a: ['a.test'], wild: ['*.test'] }, 'a.test', 'a'],
  [{ a: ['a.test'], several: ['c.test', 'd.test'] }, 'd.test', 'several'],
  [{ any: [], a: ['a.test'] }, 'a.test', 'a'],
];
for (const [listeners, sni, expected] of SNI) {
  test(`${JSON.stringify(listeners)}: SNI ${sni || '(none)'} gets the certificate of ${expected}`, async (t) => {
    const { at } = await start(t, await words(listeners));
    t.is(await certificateFor(at(443), sni), `${expected}.cert`);
  });
}

test('the Host header decides, not the SNI', async (t) => {
  const { at } = await start(t, await words({ a: ['a.test'], b: ['b.test'] }));
  const answer = await send(at(443), '/', { sni: 'a.test', headers: { Host: 'b.test' } });
  const { pod, headers } = JSON.parse(answer.body);
  t.is(pod, '10.0.0.1');
  t.deepEqual([headers['X-Forwarded-Proto'], headers['X-Forwarded-Port']], [['https'], ['443']]);
  t.is((await send(at(443), '/', { sni: 'a.test', headers: { Host: 'c.test' } })).status, 404);
});

test('the whole chain is sent: a client that trusts the root verifies', async (t) => {
  const document = await words({ a: ['a.test'] });
  const certificate = { data: packPfx(await (await authority).issue(['a.test']), 'pw'), password: 'pw' };
  const { at } = await start(t, { ...document, certificates: { a: certificate } });
  const socket = connect({ ...at(443), servername: 'a.test', ca: (await authority).pem });
  await once(socket, 'secureConnect');
  t.true(socket.authorized);
  t.is(socket.alpnProtocol || 'http/1.1', 'http/1.1');
  socket.destroy();
});

test('plain HTTP on a TLS port is 400', async (t) => {
  const { at } = await start(t, await words({ a: ['a.test'] }));
  const { status, headers } = await send(at(443), '/');
  t.deepEqual([status, headers.server], [400, 'Microsoft-Azure-Application-Gateway/v2']);
});

test('a bad PFX or password is refused by name, and the old configuration goes on', async (t) => {
  const document = await words({ a: ['a.test'] });
  const { plane, at } = await start(t, document);
  const good = document.certificates?.['a'];
  for (const bad of [
    { ...good, password: 'wrong' },
    { data: 'bm9uc2Vuc2U=', password: '' },
  ]) {
    const certificates = { ...document.certificates, broken: bad };
    await t.throwsAsync(plane.apply(gatewayDocument({ ...document, certificates, pools: { a: [] } })), {
      code: 'INVALID_CONFIGURATION',
      message: /sslCertificates\/broken /,
    });
  }
  t.is((await send(at(443), '/', { sni: 'a.test', headers: { Host: 'a.test' } })).status, 200);
});

test('a certificate without private key: a warning, its names fail, others are served', async (t) => {
  const document = await words({ a: ['a.test'], vault: ['v.test'] });
  const { at, warnings } = await start(t, {
    ...document,
    certificates: { ...document.certificates, vault: {} },
  });
  t.regex(warnings[0] ?? '', /httpListeners\/vault: .* certificate vault/);
  await t.throwsAsync(certificateFor(at(443), 'v.test'));
  t.is(await certificateFor(at(443), 'a.test'), 'a.cert');
});

test('a new document changes certificates on the open port, for SNI and for clients without', async (t) => {
  const document = await words({ a: ['a.test'] });
  const { plane, at } = await start(t, document);
  const before = at(443);
  await plane.apply(gatewayDocument({ ...document, certificates: { a: await pfx('renewed.cert') } }));
  t.deepEqual(at(443), before);
  t.is(await certificateFor(before, 'a.test'), 'renewed.cert');
  t.is(await certificateFor(before, ''), 'renewed.cert');
});

test('a port can change its protocol without being bound again', async (t) => {
  const document = await words({ a: ['a.test'] });
  const { plane, at } = await start(t, document);
  const before = at(443);
  await plane.apply(gatewayDocument({ ...document, listeners: { a: { port: 443 } } }));
  t.deepEqual([at(443), plane.listening()[0]?.protocol], [before, 'http']);
  t.is((await send(before, '/')).status, 200);
  await plane.apply(gatewayDocument(document));
  t.is((await send(before, '/', { sni: 'a.test', headers: { Host: 'a.test' } })).status, 200);
});
