import test from 'ava';
import { readSettings } from '../../../../src/frontends/ingress/annotations.ts';
import type { AnnotationValues } from '../../../../src/api/annotations/catalogue.ts';
import type { OwnIngress } from '../../../../src/frontends/ingress/classes.ts';
import { ingress, ingressClass } from '../../../helpers/objects.ts';
import { told } from '../../../helpers/pipeline.ts';

const read = (own: OwnIngress, defaults: AnnotationValues = {}) => readSettings(own, { defaults });

const reads = test.macro({
  exec: (t, value: string, expected: boolean | undefined) => {
    const { values, diagnostics } = read({ ingress: ingress({ sslRedirect: value }), ingressClass: null });
    t.is(values['ssl-redirect'], expected);
    t.deepEqual(told(diagnostics), expected === undefined ? ['ANNOTATION_INVALID Ingress/shop/web'] : []);
  },
  title: (_, value: string) => `ssl-redirect: ${JSON.stringify(value)}`,
});
for (const value of ['true', 'True', 'TRUE', 't', 'T', '1']) test(reads, value, true);
for (const value of ['false', 'False', 'FALSE', 'f', 'F', '0']) test(reads, value, false);
for (const value of ['', 'yes', 'tRUE', 'off']) test(reads, value, undefined);
test(reads, ' true', true);

test('absent', (t) =>
  t.deepEqual(read({ ingress: ingress(), ingressClass: null }), {
    values: {},
    own: {},
    heldBack: false,
    diagnostics: [],
  }));

test('the class by the same annotation', (t) => {
  const { values, own } = read({ ingress: ingress(), ingressClass: byClass({ 'ssl-redirect': 'false' }) });
  t.deepEqual([values, own], [{ 'ssl-redirect': false }, {}]);
});

const prefixed = (annotations: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(annotations).map(([name, value]) => [`appgw.ingress.kubernetes.io/${name}`, value]),
  );
const annotated = (annotations: Record<string, string>) => ingress({ annotations: prefixed(annotations) });
const byClass = (annotations: Record<string, string>) =>
  ingressClass({ name: 'public', annotations: prefixed(annotations) });

const inherits = test.macro({
  exec: (t, own: Record<string, string>, said: Record<string, string>, ...codes: readonly string[]) => {
    const settings = read({ ingress: annotated(own), ingressClass: byClass(said) });
    t.deepEqual(told(settings.diagnostics), codes);
    t.is(
      settings.heldBack,
      codes.some((code) => code === 'ANNOTATION_UNREADABLE Ingress/shop/web'),
    );
  },
  title: (_, own, said) => `${JSON.stringify(own)} of class ${JSON.stringify(said)}`,
});
test(
  inherits,
  {},
  { 'tls-min-version': '1.3' },
  'ANNOTATION_UNREADABLE IngressClass/public',
  'ANNOTATION_UNREADABLE Ingress/shop/web',
);
test(
  inherits,
  { 'tls-min-version': 'TLSv1_3' },
  { 'tls-min-version': '1.3' },
  'ANNOTATION_UNREADABLE IngressClass/public',
);
test(inherits, {}, { 'request-timeout': '0' }, 'ANNOTATION_INVALID IngressClass/public');
test(inherits, {}, { 'client-ca': 'none' }, 'ANNOTATION_MISPLACED IngressClass/public');
test(inherits, {}, { 'redirect-url': 'https://a.com/' }, 'ANNOTATION_MISPLACED IngressClass/public');

test('the Ingress before its class, the class before the gateway', (t) => {
  const own = annotated({ 'request-timeout': '1' });
  const said = byClass({
    'request-timeout': '2',
    'health-probe-interval': '2',
    'redirect-url': 'https://not.a/default',
  });
  const defaults = { 'request-timeout': 3, 'health-probe-interval': 3, 'health-probe-timeout': 3 };
  const settings = read({ ingress: own, ingressClass: said }, defaults);
  t.deepEqual(settings.values, {
    'request-timeout': 1,
    'health-probe-interval': 2,
    'health-probe-timeout': 3,
  });
  t.deepEqual(settings.own, { 'request-timeout': 1 });
});

const holds = test.macro({
  exec: (t, annotations: Record<string, string>, heldBack: boolean, ...codes: readonly string[]) => {
    const settings = read({ ingress: annotated(annotations), ingressClass: null });
    t.is(settings.heldBack, heldBack);
    t.deepEqual(
      settings.diagnostics.map(({ code }) => code),
      codes,
    );
  },
  title: (_, annotations) => JSON.stringify(annotations),
});
test(holds, { 'request-timeout': '0' }, false, 'ANNOTATION_INVALID');
test(holds, { 'waf-policy': 'strict' }, true, 'ANNOTATION_UNREADABLE');
test(holds, { 'security-headers': 'hst' }, true, 'ANNOTATION_UNREADABLE');
test(holds, { 'request-headers-remove': 'X User' }, true, 'ANNOTATION_UNREADABLE');
test(holds, { 'request-timeot': '5' }, false, 'ANNOTATION_UNKNOWN');
test(holds, { 'cors-max-age': '5' }, false, 'ANNOTATION_IDLE');
test(holds, { 'cors-max-age': '5', 'cors-allow-origin': '*' }, false);
test(holds, { 'redirect-code': '302', 'www-redirect': 'to-www' }, false);
test(holds, { 'canary-weight': '5' }, false, 'ANNOTATION_REFUSED');
test(holds, { 'backend-protocol': 'GRPC' }, true, 'ANNOTATION_UNREADABLE', 'ANNOTATION_REFUSED');
