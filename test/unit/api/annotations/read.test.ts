import test from 'ava';
import { readAnnotations } from '../../../../src/api/annotations/read.ts';

const PREFIX = 'appgw.ingress.kubernetes.io/';

test('none', (t) => t.deepEqual(readAnnotations(), { values: {}, bad: [], unknown: [], refused: [] }));
test('those of others', (t) =>
  t.deepEqual(readAnnotations({ 'cert-manager.io/issuer': 'x' }), readAnnotations()));
test('values, bad ones, unknown ones, and what is not offered', (t) => {
  const read = readAnnotations({
    [`${PREFIX}request-timeout`]: ' 60 ',
    [`${PREFIX}ssl-redirect`]: 'yes',
    [`${PREFIX}waf-policy`]: 'x',
    [`${PREFIX}reqest-timeout`]: '1',
    [`${PREFIX}zzz`]: '1',
    [`${PREFIX}canary`]: 'true',
  });
  t.deepEqual(read.values, { 'request-timeout': 60 });
  t.deepEqual(
    read.bad.map(({ name, heldBack }) => [name, heldBack]),
    [
      ['ssl-redirect', false],
      ['waf-policy', true],
    ],
  );
  t.deepEqual(read.unknown, [
    { key: `${PREFIX}reqest-timeout`, suggestion: `${PREFIX}request-timeout` },
    { key: `${PREFIX}zzz`, suggestion: null },
  ]);
  t.deepEqual(
    read.refused.map(({ key }) => key),
    [`${PREFIX}canary`],
  );
});
test('a member of Object is no annotation', (t) =>
  t.is(readAnnotations({ [`${PREFIX}constructor`]: '1' }).unknown.length, 1));
