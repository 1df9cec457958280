import { once } from 'node:events';
import { connect } from 'node:net';
import test from 'ava';
import { createEchoFleet } from '../../../../src/emulator/echo/fleet.ts';
import type { EchoFleet } from '../../../../src/emulator/echo/fleet.ts';
import { endpoint, who } from '../../../helpers/data-plane.ts';

const ask = (fleet: EchoFleet, address: string, port = 80) => who(fleet.resolve(address, port), 'x');

test('each (address, port) is an endpoint of its own', async (t) => {
  const fleet = createEchoFleet();
  t.teardown(fleet.close);
  await fleet.sync([
    endpoint('10.0.0.1'),
    { ...endpoint('10.0.0.1:8080'), pod: 'second' },
    endpoint('10.0.0.2'),
  ]);
  t.is(await ask(fleet, '10.0.0.1'), '10.0.0.1');
  t.is(await ask(fleet, '10.0.0.1', 8080), 'second');
  t.is(await ask(fleet, '10.0.0.2'), '10.0.0.2');
});

test('a sync keeps, renames, adds and closes', async (t) => {
  const fleet = createEchoFleet();
  t.teardown(fleet.close);
  await fleet.sync([endpoint('10.0.0.1'), endpoint('10.0.0.2')]);
  const [kept, gone] = [fleet.resolve('10.0.0.1', 80), fleet.resolve('10.0.0.2', 80)];
  await fleet.sync([{ ...endpoint('10.0.0.1'), pod: 'renamed' }, endpoint('10.0.0.3')]);
  t.deepEqual(fleet.resolve('10.0.0.1', 80), kept);
  t.is(await ask(fleet, '10.0.0.1'), 'renamed');
  t.is(await ask(fleet, '10.0.0.3'), '10.0.0.3');
  await t.throwsAsync(who(gone, 'x'), { code: 'ECONNREFUSED' });
});

test('an unknown endpoint refuses the connection', async (t) => {
  const fleet = createEchoFleet();
  t.teardown(fleet.close);
  await t.throwsAsync(ask(fleet, '10.9.9.9'), { code: 'ECONNREFUSED' });
});

test('overlapping syncs end in the last one, and closing cuts what is open', async (t) => {
  const fleet = createEchoFleet();
  await Promise.all([
    fleet.sync([endpoint('10.0.0.1')]),
    fleet.sync([endpoint('10.0.0.2')]),
    fleet.sync([endpoint('10.0.0.1')]),
  ]);
  const socket = connect(fleet.resolve('10.0.0.1', 80).port, '127.0.0.1');
  await once(socket, 'connect');
  const cut = once(socket, 'close');
  await fleet.close();
  await cut;
  t.pass();
});
