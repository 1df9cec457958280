import test from 'ava';
import { settingsParts } from '../../../src/appgw/settings.ts';
import { STRICT_TLS } from '../../../src/routing/backend.ts';
import type { Backend, BackendTls } from '../../../src/routing/model.ts';
import { caBundle } from '../../helpers/back-end.ts';
import { backend, gateway, live, type BackendInit } from '../../helpers/routing.ts';

const names = (of: Backend): readonly string[] => settingsParts(live(), of).map(({ name }) => name);
const BASE = backend('web');

const shares = test.macro({
  exec: (t, other: Backend, settings: boolean, probe: boolean) => {
    const [a, b] = [names(BASE), names(other)];
    t.deepEqual([a[0] === b[0], a[1] === b[1]], [settings, probe]);
  },
  title: (name) => `shared: ${name}`,
});
test('by Services that are otherwise equal', shares, backend('api'), true, true);
test('the probe alone, where the port differs', shares, backend('web', { port: 81 }), false, true);
test('nothing, where the probe differs', shares, backend('web', { probeHost: 'a.com' }), false, false);
test(
  'the probe, where the timeout differs',
  shares,
  { ...BASE, settings: { ...BASE.settings, requestTimeout: 31 } },
  false,
  true,
);

test('names do not depend on the gateway', (t) => {
  const elsewhere = live(
    gateway(
      {},
      { id: '/subscriptions/x/resourceGroups/y/providers/Microsoft.Network/applicationGateways/z' },
    ),
  );
  t.deepEqual(
    settingsParts(elsewhere, BASE).map(({ name }) => name),
    names(BASE),
  );
});

test('settings and probe speak the same protocol, and the settings name the probe', (t) => {
  const [settings, probe] = settingsParts(live(), BASE);
  t.is(settings.properties.protocol, probe.properties.protocol);
  t.true(settings.properties.probe!.id.endsWith(`/probes/${probe.name}`));
  t.true(probe.properties.timeout <= probe.properties.interval);
});

const settings = test.macro({
  exec: (t, init: BackendInit, expected: object) => {
    const [{ properties }] = settingsParts(live(), backend('web', init));
    const plain = settingsParts(live(), BASE)[0].properties;
    const added = Object.entries(properties).filter(([member]) => !(member in plain));
    t.deepEqual(
      { ...Object.fromEntries(added), cookieBasedAffinity: properties.cookieBasedAffinity },
      {
        cookieBasedAffinity: 'Disabled',
        ...expected,
      },
    );
  },
  title: (name) => `settings: ${name}`,
});
const tls = (init: Partial<BackendTls>): BackendInit => ({
  settings: { protocol: 'Https', tls: { ...STRICT_TLS, ...init } },
  probe: { protocol: 'Https' },
});
test(
  'affinity',
  settings,
  { settings: { affinity: { cookieName: null } } },
  { cookieBasedAffinity: 'Enabled' },
);
test(
  'affinity by a name',
  settings,
  { settings: { affinity: { cookieName: 'c' } } },
  {
    cookieBasedAffinity: 'Enabled',
    affinityCookieName: 'c',
  },
);
test(
  'draining',
  settings,
  { settings: { drainTimeout: 30 } },
  {
    connectionDraining: { enabled: true, drainTimeoutInSec: 30 },
  },
);
test('host name', settings, { settings: { hostName: 'inner' } }, { hostName: 'inner' });
test('path', settings, { settings: { path: '/base' } }, { path: '/base' });
test('strict TLS', settings, tls({}), {});
test('no check of the chain', settings, tls({ validateCertificate: false }), {
  validateCertChainAndExpiry: false,
});
test('a name to ask for', settings, tls({ sniName: 's' }), { sniName: 's' });
test('no check of the name, so none to ask for', settings, tls({ validateSni: false, sniName: 's' }), {
  validateSNI: false,
});
test('nothing of TLS on Http', settings, { settings: { tls: { ...STRICT_TLS, validateSni: false } } }, {});

test('the host of the address is picked', (t) =>
  t.true(
    settingsParts(live(), backend('web', { settings: { hostFromAddress: true } }))[0].properties
      .pickHostNameFromBackendAddress,
  ));

test('the probe: another port, and a text to be found', (t) => {
  const [, probe] = settingsParts(live(), backend('web', { probe: { port: 9000, body: 'ok' } }));
  t.like(probe.properties, { port: 9000, match: { statusCodes: ['200-499'], body: 'ok' } });
});

test('CAs are referred to and come along, and count by what they are', (t) => {
  const trusting = (label: string) =>
    settingsParts(live(), backend('web', tls({ trustedRoots: [{ kind: 'own', ca: caBundle(label) }] })));
  const [{ properties, name }, , root] = trusting('ca');
  t.is(properties.trustedRootCertificates?.[0]?.id.split('/').at(-1), root?.name);
  t.is(trusting('ca')[0].name, name);
  t.not(trusting('other')[0].name, name);
});

// A new name for settings that nobody changed would replace them on every gateway in use.
test('the names of what needs none of this are those of the first release', (t) =>
  t.deepEqual(names(backend('web', { probeHost: 'a.example.com' })), [
    'default.settings.http-8080.f3eae454a15d',
    'default.probe.http-a-example-com.f323ee87dd56',
  ]));
