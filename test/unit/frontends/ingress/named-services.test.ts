import test from 'ava';
import { namedServices } from '../../../../src/frontends/ingress/named-services.ts';
import { ingress, type IngressInit } from '../../../helpers/objects.ts';

const names = test.macro((t, init: IngressInit, expected: readonly string[]) =>
  t.deepEqual(namedServices(ingress(init)), expected),
);
test('none', names, {}, []);
test('of paths, each once', names, { rules: { a: ['/ web', '/x api:http'], b: ['/ web'] } }, ['web', 'api']);
test('of the default backend', names, { rules: { a: ['/ web'] }, defaultBackend: 'rest' }, ['web', 'rest']);
