import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { BackendHttpSettingsProperties } from '../../../../../src/appgw/wire.ts';
import { createAuthority } from '../../../../../src/emulator/authority.ts';
import type { IssuedCertificate } from '../../../../../src/emulator/authority.ts';
import { ask, send, startBench } from '../../../../helpers/data-plane.ts';
import { gatewayDocument, ref } from '../../../../helpers/gateway-document.ts';

type Settings = Partial<BackendHttpSettingsProperties>;

test('TLS to the backend: trusted roots, names and switches decide', async (t) => {
  const [authority, other] = await Promise.all([createAuthority('Backend CA'), createAuthority('Other CA')]);
  const tls = await authority.issue(['backend.test', 'pod.test']);
  const base64 = (pem: string) => Buffer.from(pem).toString('base64');
  const bench = await startBench(t, { endpoints: ['10.0.0.1:443'], tls });
  await bench.fleet.sync(
    ['10.0.0.1', 'pod.test'].map((address) => ({
      address,
      port: 443,
      namespace: 'n',
      service: 's',
      pod: address,
    })),
  );
  const root = (name: string) => ({ trustedRootCertificates: [{ id: `/trustedRootCertificates/${name}` }] });
  const secure = { port: 443, protocol: 'Https' } as const;
  const settings: Record<string, Settings> = {
    named: { ...secure, hostName: 'backend.test', ...root('own') },
    wrongName: { ...secure, hostName: 'other.test', ...root('own') },
    wrongRoot: { ...secure, hostName: 'backend.test', ...root('other') },
    noRoot: { ...secure, hostName: 'backend.test' },
    noChain: { ...secure, hostName: 'backend.test', validateCertChainAndExpiry: false },
    noChainWrongName: { ...secure, hostName: 'other.test', validateCertChainAndExpiry: false },
    neither: { ...secure, hostName: 'other.test', validateCertChainAndExpiry: false, validateSNI: false },
    noName: { ...secure, hostName: 'other.test', validateSNI: false, ...root('own') },
    sniName: { ...secure, hostName: 'other.test', sniName: 'backend.test', ...root('own') },
    fqdn: { ...secure, pickHostNameFromBackendAddress: true, ...root('own') },
  };
  const names = Object.keys(settings);
  await bench.plane.apply(
    gatewayDocument({
      pools: { ip: ['10.0.0.1'], fqdn: ['pod.test'] },
      settings,
      roots: { own: base64(authority.pem), other: base64(other.pem) },
      listeners: Object.fromEntries(names.map((name) => [name, { hosts: [`${name}.in`] }])),
      rules: Object.fromEntries(
        names.map((name) => [name, { listener: name, action: `${name === 'fqdn' ? 'fqdn' : 'ip'} ${name}` }]),
      ),
    }),
  );
  const served: Record<string, string | number> = {};
  for (const name of names) {
    const { status, body } = await send(bench.at(80), '/', { headers: { Host: `${name}.in` } });
    served[name] =
      status === 200 ? `${JSON.parse(body).tls.serverName} ${JSON.parse(body).tls.protocol}` : status;
  }
  t.deepEqual(served, {
    named: 'backend.test TLSv1.2',
    wrongName: 502,
    wrongRoot: 502,
    noRoot: 502,
    noChain: 'backend.test TLSv1.2',
    noChainWrongName: 502,
    neither: 'other.test TLSv1.2',
    noName: 'other.test TLSv1.2',
    sniName: 'backend.test TLSv1.2',
    fqdn: 'pod.test TLSv1.2',
  });
});

const healthOf = async (
  t: ExecutionContext,
  certificate: IssuedCertificate,
  settings: Settings,
  options: { readonly roots?: Readonly<Record<string, string>>; readonly wellKnownRoots?: readonly string[] },
) => {
  const bench = await startBench(t, {
    endpoints: ['10.0.0.1:443'],
    tls: certificate,
    wellKnownRoots: options.wellKnownRoots ?? [],
  });
  await bench.plane.apply(
    gatewayDocument({
      pools: { p: ['10.0.0.1'] },
      settings: { s: { port: 443, protocol: 'Https', hostName: 'backend.test', probe: PROBE, ...settings } },
      probes: {
        strict: { protocol: 'Https', pickHostNameFromBackendHttpSettings: true, unhealthyThreshold: 1 },
      },
      listeners: { l: {} },
      rules: { r: { listener: 'l', action: 'p s' } },
      ...(options.roots ? { roots: options.roots } : {}),
    }),
  );
  const [server] =
    bench.plane.health().backendAddressPools[0]?.backendHttpSettingsCollection[0]?.servers ?? [];
  const { status } = await send(bench.at(80));
  return [server?.health, server?.healthProbeLog, status] as const;
};
const PROBE = ref('probes', 'strict');
const OWN = { trustedRootCertificates: [ref('trustedRootCertificates', 'own')] };

test('a certificate that does not pass: 502, and the member is down with the text of its problem', async (t) => {
  const [authority, other] = await Promise.all([createAuthority('Backend CA'), createAuthority('Other CA')]);
  const good = await authority.issue(['backend.test']);
  const roots = { own: btoa(authority.pem) };
  const past = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
  const future = { notBefore: new Date('2090-01-01'), notAfter: new Date('2091-01-01') };

  t.like(await healthOf(t, good, OWN, { roots }), ['Up', 'Success. Received 200 status code', 200]);
  t.like(await healthOf(t, good, {}, { wellKnownRoots: [authority.pem] }), { 0: 'Up', 2: 200 });
  const failures: readonly [RegExp, Awaited<ReturnType<typeof healthOf>>][] = [
    [
      /^The Common Name of the leaf certificate/,
      await healthOf(t, good, { ...OWN, hostName: 'x.test' }, { roots }),
    ],
    [/not signed by a well-known/, await healthOf(t, good, {}, {})],
    [
      /^The root certificate .* does not match/,
      await healthOf(t, good, OWN, { roots: { own: btoa(other.pem) } }),
    ],
    [
      /^Backend certificate is invalid\. Current date/,
      await healthOf(t, await authority.issue(['backend.test'], past), OWN, { roots }),
    ],
    [
      /Current date is not within/,
      await healthOf(t, await authority.issue(['backend.test'], future), OWN, { roots }),
    ],
  ];
  for (const [text, [health, log, status]] of failures) {
    t.deepEqual([health, status], ['Down', 502]);
    t.regex(log ?? '', text);
  }
});

test('the name towards a backend: sniName, else hostName, else the FQDN, else the Host of the client', async (t) => {
  const authority = await createAuthority('Backend CA');
  const names = ['sni.test', 'host.test', 'pod.test', 'client.test'];
  const endpoint = (address: string) => ({ address, port: 443, namespace: 'n', service: 's', pod: address });
  const bench = await startBench(t, { tls: await authority.issue(names), wellKnownRoots: [authority.pem] });
  await bench.fleet.sync(['10.0.0.1', 'pod.test'].map(endpoint));
  const secure = { port: 443, protocol: 'Https' } as const;
  const probe = ref('probes', 'p');
  await bench.plane.apply(
    gatewayDocument({
      pools: { ip: ['10.0.0.1'], fqdn: ['pod.test'] },
      settings: {
        all: { ...secure, hostName: 'host.test', sniName: 'sni.test', probe },
        host: { ...secure, hostName: 'host.test', probe },
        none: { ...secure, probe },
      },
      probes: { p: { protocol: 'Https', host: 'host.test' } },
      listeners: { client: { hosts: ['client.test'] } },
      maps: {
        m: {
          default: 'ip none',
          rules: [
            ['a', ['/all'], 'fqdn all'],
            ['h', ['/host'], 'fqdn host'],
            ['f', ['/fqdn'], 'fqdn none'],
          ],
        },
      },
      rules: { r: { listener: 'client', map: 'm' } },
    }),
  );
  const nameFor = async (path: string) => (await ask(bench, 'client.test', path)).tls?.serverName;
  t.deepEqual(await Promise.all(['/all', '/host', '/fqdn', '/ip'].map(nameFor)), names);
});
