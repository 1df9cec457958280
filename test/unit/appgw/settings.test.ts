import test from 'ava';
import { settingsParts } from '../../../src/appgw/settings.ts';
import type { Backend } from '../../../src/routing/model.ts';
import { backend, gateway, live } from '../../helpers/routing.ts';

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
