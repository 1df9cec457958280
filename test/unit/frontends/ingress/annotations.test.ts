import test from 'ava';
import { readSettings } from '../../../../src/frontends/ingress/annotations.ts';
import type { AnnotationValues } from '../../../../src/api/annotations/catalogue.ts';
import type { OwnIngress } from '../../../../src/frontends/ingress/classes.ts';
import { ingress, ingressClass } from '../../../helpers/objects.ts';
import { told } from '../../../helpers/pipeline.ts';

const SSL_REDIRECT = 'appgw.ingress.kubernetes.io/ssl-redirect';
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
  const byClass = (value: string) =>
    read({
      ingress: ingress(),
      ingressClass: ingressClass({ annotations: { [SSL_REDIRECT]: value } }),
    });
  t.deepEqual([byClass('false').values, byClass('false').own], [{ 'ssl-redirect': false }, {}]);
  t.deepEqual(told(byClass('no').diagnostics), ['ANNOTATION_INVALID IngressClass/azure-application-gateway']);
});

const annotated = (annotations: Record<string, string>) =>
  ingress({
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [`appgw.ingress.kubernetes.io/${name}`, value]),
    ),
  });

test('the Ingress before its class, the class before the gateway', (t) => {
  const own = annotated({ 'request-timeout': '1' });
  const byClass = ingressClass({
    annotations: {
      'appgw.ingress.kubernetes.io/request-timeout': '2',
      'appgw.ingress.kubernetes.io/health-probe-interval': '2',
      'appgw.ingress.kubernetes.io/redirect-url': 'https://not.a/default',
    },
  });
  const defaults = { 'request-timeout': 3, 'health-probe-interval': 3, 'health-probe-timeout': 3 };
  const { values, own: said } = read({ ingress: own, ingressClass: byClass }, defaults);
  t.deepEqual(values, { 'request-timeout': 1, 'health-probe-interval': 2, 'health-probe-timeout': 3 });
  t.deepEqual(said, { 'request-timeout': 1 });
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
test(holds, { 'request-timeot': '5' }, false, 'ANNOTATION_UNKNOWN');
test(holds, { 'canary-weight': '5' }, false, 'ANNOTATION_REFUSED');
test(holds, { 'backend-protocol': 'GRPC' }, true, 'ANNOTATION_UNREADABLE', 'ANNOTATION_REFUSED');
