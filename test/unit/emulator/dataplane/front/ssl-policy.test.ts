import { once } from 'node:events';
import { connect } from 'node:tls';
import type { ConnectionOptions } from 'node:tls';
import test from 'ava';
import type { SslPolicy } from '../../../../../src/appgw/wire.ts';
import { send, startBench } from '../../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';
import { httpsWords } from './_tls.ts';

const predefined = (name: string): SslPolicy => ({
  policyType: 'Predefined',
  policyName: `AppGwSslPolicy${name}`,
});
const [GCM_128, GCM_256] = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
];
const VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

/** Versions that are accepted, of 1.0, 1.1, 1.2, 1.3. */
const POLICIES: Readonly<Record<string, readonly [policy: SslPolicy | null, accepted: string]>> = {
  none: [null, '..23'],
  p2015: [predefined('20150501'), '012.'],
  p2017: [predefined('20170401'), '.12.'],
  p2017s: [predefined('20170401S'), '..2.'],
  p2022: [predefined('20220101'), '..23'],
  p2022s: [predefined('20220101S'), '..23'],
  custom11: [{ policyType: 'Custom', minProtocolVersion: 'TLSv1_1', cipherSuites: [] }, '.12.'],
  custom12: [{ policyType: 'Custom', minProtocolVersion: 'TLSv1_2', cipherSuites: [GCM_128] }, '..2.'],
  v2of12: [{ policyType: 'CustomV2', minProtocolVersion: 'TLSv1_2' }, '..23'],
  v2withSuites: [{ policyType: 'CustomV2', minProtocolVersion: 'TLSv1_2', cipherSuites: [GCM_128] }, '..23'],
  only13: [
    { policyType: 'Custom', minProtocolVersion: 'TLSv1_2', cipherSuites: ['TLS_AES_128_GCM_SHA256'] },
    '..2.',
  ],
  v2of13: [{ policyType: 'CustomV2', minProtocolVersion: 'TLSv1_3' }, '...3'],
  disabled: [{ disabledSslProtocols: ['TLSv1_0', 'TLSv1_1'] }, '..2.'],
  disabled10: [{ disabledSslProtocols: ['TLSv1_0'] }, '.12.'],
};

test('each listener has the versions of its own profile, the others those of the gateway', async (t) => {
  const names = Object.keys(POLICIES);
  const words = await httpsWords(
    Object.fromEntries(names.map((name) => [name, { hosts: [`${name}.test`], profile: name }])),
  );
  const profiles = Object.fromEntries(
    Object.entries(POLICIES).map(([name, [sslPolicy]]) => [name, sslPolicy ? { sslPolicy } : {}]),
  );
  const { plane, at } = await startBench(t);
  const acceptedBy = async (name: string): Promise<string> => {
    const results = VERSIONS.map(async (version, index) =>
      (await shakesHands({ ...at(443), servername: `${name}.test` }, version)) ? String(index) : '.',
    );
    return (await Promise.all(results)).join('');
  };
  await plane.apply(gatewayDocument({ ...words, profiles }));
  for (const [name, [, accepted]] of Object.entries(POLICIES)) t.is(await acceptedBy(name), accepted, name);

  const gateway = { sslPolicy: { ...predefined('20170401') } };
  await plane.apply(gatewayDocument({ ...words, profiles, gateway }));
  t.deepEqual([await acceptedBy('none'), await acceptedBy('v2of13')], ['.12.', '...3']);
});

async function shakesHands(to: ConnectionOptions, version: (typeof VERSIONS)[number]): Promise<boolean> {
  const socket = connect({
    ...to,
    rejectUnauthorized: false,
    minVersion: version,
    maxVersion: version,
    ciphers: 'ALL:@SECLEVEL=0',
  });
  try {
    await once(socket, 'secureConnect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

test('cipher suites are those of the policy; what OpenSSL lacks is left out with a warning', async (t) => {
  const words = await httpsWords({ a: { hosts: ['a.test'] } });
  const { plane, at, warnings } = await startBench(t, { endpoints: ['10.0.0.0'] });
  const suiteOf = async (cipherSuites: readonly string[], ciphers: string): Promise<unknown> => {
    const sslPolicy = { policyType: 'Custom', minProtocolVersion: 'TLSv1_2', cipherSuites };
    await plane.apply(gatewayDocument({ ...words, gateway: { sslPolicy } }));
    const socket = connect({ ...at(443), servername: 'a.test', rejectUnauthorized: false, ciphers });
    try {
      await once(socket, 'secureConnect');
      return socket.getCipher().standardName;
    } catch {
      return null;
    } finally {
      socket.destroy();
    }
  };
  const both = 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384';
  t.is(await suiteOf([GCM_128], both), GCM_128);
  t.is(await suiteOf([GCM_256], both), GCM_256);
  t.is(await suiteOf([GCM_256], 'ECDHE-ECDSA-AES128-GCM-SHA256'), null);
  t.deepEqual(warnings, []);
  t.is(await suiteOf(['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256', GCM_128], both), GCM_128);
  t.truthy(await suiteOf(['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'TLS_DHE_RSA_WITH_AES_128_CBC_SHA'], both));
  t.regex(warnings.join(), /not emulated: TLS_RSA_WITH_3DES_EDE_CBC_SHA, TLS_DHE_RSA_WITH_AES_128_CBC_SHA$/);
  t.is((await send(at(443), '/', { sni: 'a.test' })).status, 404);
});
