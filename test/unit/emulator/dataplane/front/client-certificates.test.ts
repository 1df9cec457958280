import { once } from 'node:events';
import { Agent, request } from 'node:https';
import { connect } from 'node:tls';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { SslProfileProperties } from '../../../../../src/appgw/wire.ts';
import { makeAuthority, makeCertificate } from '../../../../helpers/certificates.ts';
import type { TestCertificate } from '../../../../helpers/certificates.ts';
import { send, startBench, who } from '../../../../helpers/data-plane.ts';
import type { Bench } from '../../../../helpers/data-plane.ts';
import { gatewayDocument, ref } from '../../../../helpers/gateway-document.ts';
import type { GatewayWords } from '../../../../helpers/gateway-document.ts';
import { httpsWords } from './_tls.ts';

const root = makeAuthority('root');
const middle = makeAuthority('middle', root);
const sibling = makeAuthority('sibling', root);
const other = makeAuthority('other');
const CLIENTS: Readonly<Record<string, TestCertificate | null>> = {
  none: null,
  good: makeCertificate({ hosts: ['client'], issuer: middle }),
  ofRoot: makeCertificate({ hosts: ['client-2'], issuer: root }),
  ofSibling: makeCertificate({ hosts: ['client-3'], issuer: sibling }),
  stranger: makeCertificate({ hosts: ['client-4'], issuer: other }),
  expired: makeCertificate({ hosts: ['client-5'], issuer: middle, notAfter: new Date('2021-01-01') }),
};
const present = (client: string) => {
  const certificate = CLIENTS[client];
  return certificate ? { cert: certificate.chainPem, key: certificate.keyPem } : {};
};
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const auth = (
  authority: string,
  clientAuthConfiguration: SslProfileProperties['clientAuthConfiguration'] = {},
): SslProfileProperties => ({
  trustedClientCertificates: [ref('trustedClientCertificates', authority)],
  clientAuthConfiguration,
});
const WORDS: Partial<GatewayWords> = {
  clientAuthorities: {
    chain: base64(middle.chainPem),
    other: base64(other.certPem),
    der: Buffer.from(root.der).toString('base64'),
  },
  profiles: {
    strict: auth('chain'),
    der: auth('der'),
    twin: auth('chain', { verifyClientAuthMode: 'Strict' }),
    other: auth('other'),
    issuer: auth('chain', { verifyClientCertIssuerDN: true }),
    pass: auth('chain', { verifyClientAuthMode: 'Passthrough' }),
    ocsp: auth('chain', { verifyClientRevocation: 'OCSP' }),
    policyOnly: { sslPolicy: { policyType: 'Predefined', policyName: 'AppGwSslPolicy20220101' } },
  },
};

/** One listener per profile, at `<name>.test`, and one at `open.test` without. */
async function start(t: ExecutionContext): Promise<Bench> {
  const names = [...Object.keys(WORDS.profiles ?? {}), 'open'];
  const words = await httpsWords(
    Object.fromEntries(
      names.map((name) => [name, { hosts: [`${name}.test`], ...(name === 'open' ? {} : { profile: name }) }]),
    ),
  );
  const bench = await startBench(t, { endpoints: Object.values(words.pools ?? {}).flat() });
  await bench.plane.apply(gatewayDocument({ ...words, ...WORDS }));
  return bench;
}

const statusOf = async (bench: Bench, sni: string, host: string, client: string): Promise<number> => {
  const options = { sni: `${sni}.test`, headers: { Host: `${host}.test` }, tls: present(client) };
  return (await send(bench.at(443), '/', options)).status;
};

test('who is let in: by profile and certificate', async (t) => {
  const bench = await start(t);
  const table: Record<string, Record<string, number>> = {};
  for (const profile of [...Object.keys(WORDS.profiles ?? {}), 'open']) {
    const row: Record<string, number> = (table[profile] = {});
    for (const client of Object.keys(CLIENTS)) row[client] = await statusOf(bench, profile, profile, client);
  }
  const everyone = { none: 200, good: 200, ofRoot: 200, ofSibling: 200, stranger: 200, expired: 200 };
  const family = { none: 400, good: 200, ofRoot: 200, ofSibling: 200, stranger: 400, expired: 400 };
  t.deepEqual(table, {
    strict: family,
    der: family,
    twin: family,
    ocsp: family,
    other: { none: 400, good: 400, ofRoot: 400, ofSibling: 400, stranger: 200, expired: 400 },
    issuer: { none: 400, good: 200, ofRoot: 400, ofSibling: 400, stranger: 400, expired: 400 },
    pass: everyone,
    policyOnly: everyone,
    open: everyone,
  });
  t.regex(bench.warnings.join(), /sslProfiles\/ocsp: revocation is not emulated/);
});

const MIXED: readonly [sni: string, host: string, client: string, status: number][] = [
  ['open', 'strict', 'none', 400],
  ['open', 'strict', 'good', 400],
  ['pass', 'strict', 'good', 400],
  ['other', 'strict', 'stranger', 400],
  ['other', 'strict', 'good', 400],
  ['strict', 'other', 'good', 400],
  ['strict', 'twin', 'good', 200],
  ['strict', 'twin', 'none', 400],
  ['strict', 'open', 'none', 200],
  ['strict', 'pass', 'none', 200],
];
test('server name and Host of two listeners: the second one decides', async (t) => {
  const bench = await start(t);
  for (const [sni, host, client, status] of MIXED) {
    t.is(await statusOf(bench, sni, host, client), status, `${sni}, ${host}, ${client}`);
  }
});

test('the refusal is the page of the gateway, upgrades are refused as well', async (t) => {
  const bench = await start(t);
  const options = { sni: 'strict.test', headers: { Host: 'strict.test' } };
  const plain = await send(bench.at(443), '/', options);
  t.is(plain.headers.server, 'Microsoft-Azure-Application-Gateway/v2');
  t.regex(plain.body, /<h1>400 Bad Request<\/h1>/);
  const upgrade = { ...options.headers, Connection: 'Upgrade', Upgrade: 'websocket' };
  t.is((await send(bench.at(443), '/', { ...options, headers: upgrade })).status, 400);
});

test('a resumed session without certificate is not taken for a verified one', async (t) => {
  const { at } = await start(t);
  const options = { ...at(443), servername: 'strict.test', rejectUnauthorized: false } as const;
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    const first = connect({ ...options, maxVersion });
    const [session] = (await once(first.resume(), 'session')) as [Buffer];
    first.destroy();
    const tls = { session, maxVersion };
    t.is(await who(at(443), 'strict.test', '/', { sni: 'strict.test', tls }), 400);
  }
});

test('an open connection stays verified through a change of configuration', async (t) => {
  const bench = await start(t);
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false, ...present('good') });
  const ask = async (): Promise<readonly [number | undefined, boolean]> => {
    const call = request({
      ...bench.at(443),
      agent,
      servername: 'strict.test',
      headers: { Host: 'strict.test' },
    });
    const [response] = await once(call.end(), 'response');
    await response.toArray();
    return [response.statusCode, call.reusedSocket];
  };
  t.deepEqual(await ask(), [200, false]);
  const words = await httpsWords({ strict: { hosts: ['strict.test'], profile: 'strict' } });
  await bench.plane.apply(gatewayDocument({ ...words, ...WORDS }));
  t.deepEqual(await ask(), [200, true]);
  const profiles = { strict: auth('other') };
  await bench.plane.apply(gatewayDocument({ ...words, ...WORDS, profiles }));
  t.deepEqual(await ask(), [400, true]);
  agent.destroy();
});

test('authorities that cannot be read are refused by name', async (t) => {
  const bench = await startBench(t);
  const words = await httpsWords({ strict: { hosts: ['strict.test'], profile: 'strict' } });
  for (const chain of ['', base64('nonsense')]) {
    const document = gatewayDocument({
      ...words,
      ...WORDS,
      clientAuthorities: { ...WORDS.clientAuthorities, chain },
    });
    await t.throwsAsync(bench.plane.apply(document), { message: /trustedClientCertificates\/chain has / });
  }
});
