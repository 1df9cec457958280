import test from 'ava';
import { ANNOTATION_DEFAULTS, fieldName, toAnnotationValues } from '../../../src/api/annotation-defaults.ts';
import { ANNOTATIONS } from '../../../src/api/annotations/catalogue.ts';

test('every row that may be a default is a field, and no other', (t) => {
  const expected = Object.entries(ANNOTATIONS).flatMap(([name, { defaultable }]) =>
    defaultable ? [fieldName(name)] : [],
  );
  t.deepEqual(Object.keys(ANNOTATION_DEFAULTS.shape).sort(), expected.sort());
});
for (const [given, ok] of [
  [{ requestTimeout: 60, sslRedirect: false, healthProbeStatusCodes: '200-399' }, true],
  [{ requestTimeout: 0 }, false],
  [{ requestTimeout: '60' }, false],
  [{ healthProbeStatusCodes: 'fine' }, false],
  [{ tlsPolicy: 'AppGwSslPolicy20150501' }, false],
] as const)
  test(JSON.stringify(given), (t) => t.is(ANNOTATION_DEFAULTS.safeParse(given).success, ok));
test('as annotations', (t) =>
  t.deepEqual(toAnnotationValues({ requestTimeout: 60, sslRedirect: false, backendProtocol: 'https' }), {
    'request-timeout': 60,
    'ssl-redirect': false,
    'backend-protocol': 'https',
  }));
