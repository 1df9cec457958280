import test from 'ava';
import type { BackendHttpSettingsProperties } from '../../../../../src/appgw/wire.ts';
import { createAuthority } from '../../../../../src/emulator/authority.ts';
import { send, startBench } from '../../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';

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
    noName: 'other.test TLSv1.2',
    sniName: 'backend.test TLSv1.2',
    fqdn: 'pod.test TLSv1.2',
  });
});
