import test from 'ava';
import type { GatewaySpec } from '../../../src/api/application-gateway.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { gatewayTargets } from '../../../src/controller/gateway-targets.ts';
import { configOf, gatewayId, objectOf } from './_gateways.ts';

const described = (...args: Parameters<typeof gatewayTargets>) => {
  const { targets, refusals } = gatewayTargets(...args);
  return {
    targets: targets.map(
      ({ object, resourceId }) => `${object?.name ?? 'flag'} ${resourceId.split('/').at(-1)}`,
    ),
    refusals: refusals.map(({ object, refusal }) => `${object.name} ${refusal.reason}`),
  };
};

test('the flag and an object for each gateway', (t) => {
  const config = configOf({ gatewayId: gatewayId('flag') });
  t.deepEqual(described(config, [objectOf('a', 'one'), objectOf('b', 'two')]), {
    targets: ['flag flag', 'a one', 'b two'],
    refusals: [],
  });
});
test('nothing at all', (t) => {
  t.deepEqual(described(configOf(), []), { targets: [], refusals: [] });
});
test('of two objects the older wins, in whatever case they say it', (t) => {
  const younger = objectOf('a', 'ONE', { age: 2 });
  const older = objectOf('b', 'one', { age: 1 });
  t.deepEqual(described(configOf(), [younger, older]), {
    targets: ['b one'],
    refusals: ['a DuplicateGateway'],
  });
});
test('the flag wins against any object', (t) => {
  const config = configOf({ gatewayId: gatewayId('One') });
  t.deepEqual(described(config, [objectOf('a', 'one')]), {
    targets: ['flag One'],
    refusals: ['a DuplicateGateway'],
  });
});
test('a spec that was never good claims nothing', (t) => {
  const bad = objectOf('a', null, { age: 1, problem: { field: 'spec.resourceId', reason: 'wrong' } });
  t.deepEqual(described(configOf(), [bad, objectOf('b', 'one', { age: 2 })]), {
    targets: ['b one'],
    refusals: ['a InvalidSpec'],
  });
});
test('a bad spec leaves the last good one its gateway', (t) => {
  const bad = objectOf('a', 'one', { problem: { field: 'spec.frontend', reason: 'wrong' } });
  const { targets, refusals } = gatewayTargets(configOf(), [bad]);
  t.is(targets.length, 1);
  t.deepEqual(refusals[0]?.refusal, { reason: 'InvalidSpec', message: 'spec.frontend: wrong' });
});

test('classes without parameters are the flag’s, the others those that name the object', (t) => {
  const config = configOf({ gatewayId: gatewayId('flag') });
  const { targets } = gatewayTargets(config, [objectOf('a', 'one')]);
  t.deepEqual(
    targets.map(({ settings }) => settings.gateway),
    [{ kind: 'unnamed' }, { kind: 'named', name: 'a', unnamed: false }],
  );
});

const GLOBAL = { statusAddress: 'hostname', publishAddress: '10.1.2.3', replaceForeign: ['old'] } as const;
const overrides = test.macro((t, spec: Partial<GatewaySpec>, expected: object) => {
  const config = loadConfig({ flags: GLOBAL, environment: {} });
  const [target] = gatewayTargets(config, [objectOf('a', 'one', { spec })]).targets;
  t.deepEqual<object, object>(target!.settings.config, { ...config, ...expected });
});
test('nothing', overrides, {}, {});
test('defaults', overrides, { defaults: { sslRedirect: false } }, { defaults: { sslRedirect: false } });
test('a policy', overrides, { policy: { frontends: ['private'] } }, { policy: { frontends: ['private'] } });
test('the whole gateway', overrides, { gateway: { http2: true } }, { gatewayWide: { http2: true } });
test('foreign rules', overrides, { replaceForeign: ['new'] }, { replaceForeign: ['new'] });
test(
  'the default backend',
  overrides,
  { defaultBackend: { namespace: 'n', name: 's' } },
  { defaultBackend: 'n/s' },
);
test('the address', overrides, { address: { override: 'x.org' } }, { publishAddress: 'x.org' });
test('the kind of address wins over the address of the configuration', (t) => {
  const config = loadConfig({ flags: GLOBAL, environment: {} });
  const [target] = gatewayTargets(config, [
    objectOf('a', 'one', { spec: { address: { type: 'ip' } } }),
  ]).targets;
  const { publishAddress: _, ...rest } = config;
  t.deepEqual<object, object>(target!.settings.config, { ...rest, statusAddress: 'ip' });
});
test('the frontend', (t) => {
  const [target] = gatewayTargets(configOf(), [
    objectOf('a', 'one', { spec: { frontend: 'private' } }),
  ]).targets;
  t.is(target?.settings.frontend, 'private');
});

test('classes without parameters are those of the oldest that asks for them, and never where the flag has them', (t) => {
  const spec = { unnamedClasses: true };
  const objects = [objectOf('a', 'one'), objectOf('b', 'two', { spec }), objectOf('c', 'three', { spec })];
  const unnamed = (config = configOf()): readonly string[] =>
    gatewayTargets(config, objects).targets.flatMap(({ object, settings: { gateway } }) =>
      gateway?.kind === 'named' && gateway.unnamed ? [object!.name] : [],
    );
  t.deepEqual(unnamed(), ['b']);
  t.deepEqual(unnamed(configOf({ gatewayId: gatewayId('flag') })), []);
});
