import test from 'ava';
import { startBasic } from '../../../helpers/data-plane.ts';
import { ref } from '../../../helpers/gateway-document.ts';

const POOL = ref('backendAddressPools', 'p');
const SETTINGS = ref('backendHttpSettingsCollection', 's');
const ADDRESSES = ['10.0.0.1', '10.0.0.2'];

test('every member is probed as asked, not as the document says', async (t) => {
  const bench = await startBasic(t, ADDRESSES);
  await bench.fleet.sync([
    { address: '10.0.0.1', port: 80, namespace: 'n', service: 's', pod: 'a', rootStatus: 404 },
    { address: '10.0.0.2', port: 80, namespace: 'n', service: 's', pod: 'b' },
  ]);
  const probe = { backendAddressPool: POOL, backendHttpSettings: SETTINGS, host: 'probe.test' };
  const found = await bench.plane.healthOnDemand({ ...probe, path: '/' });
  t.deepEqual(found.backendAddressPool, POOL);
  t.deepEqual(found.backendHealthHttpSettings.backendHttpSettings, SETTINGS);
  t.like(found.backendHealthHttpSettings.servers, [
    { address: '10.0.0.1', health: 'Down' },
    { address: '10.0.0.2', health: 'Up', healthProbeLog: 'Success. Received 200 status code' },
  ]);
  const lenient = { ...probe, path: '/', match: { statusCodes: ['200-499'] } };
  const { servers } = (await bench.plane.healthOnDemand(lenient)).backendHealthHttpSettings;
  t.deepEqual(
    servers.map(({ health }) => health),
    ['Up', 'Up'],
  );
});

test('a pair that no rule uses can be asked for; one that is not there cannot', async (t) => {
  const words = { pools: { p: ADDRESSES, idle: ['10.0.0.2'] } };
  const bench = await startBasic(t, ADDRESSES, {}, {}, words);
  const idle = ref('backendAddressPools', 'idle');
  const found = await bench.plane.healthOnDemand({ backendAddressPool: idle, backendHttpSettings: SETTINGS });
  t.like(found.backendHealthHttpSettings.servers, [{ address: '10.0.0.2', health: 'Up' }]);
  const absent = { backendAddressPool: ref('backendAddressPools', 'absent'), backendHttpSettings: SETTINGS };
  await t.throwsAsync(bench.plane.healthOnDemand(absent), { code: 'INVALID_CONFIGURATION' });
});
