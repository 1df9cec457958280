import test from 'ava';
import { readSettings, SSL_REDIRECT } from '../../../../src/frontends/ingress/annotations.ts';
import { ingress, ingressClass } from '../../../helpers/objects.ts';
import { told } from '../../../helpers/pipeline.ts';

const reads = test.macro({
  exec: (t, value: string, expected: boolean | null) => {
    const { settings, diagnostics } = readSettings({
      ingress: ingress({ sslRedirect: value }),
      ingressClass: null,
    });
    t.is(settings.sslRedirect, expected);
    t.deepEqual(told(diagnostics), expected === null ? ['ANNOTATION_INVALID Ingress/shop/web'] : []);
  },
  title: (_, value: string) => `ssl-redirect: ${JSON.stringify(value)}`,
});
for (const value of ['true', 'True', 'TRUE', 't', 'T', '1']) test(reads, value, true);
for (const value of ['false', 'False', 'FALSE', 'f', 'F', '0']) test(reads, value, false);
for (const value of ['', 'yes', 'tRUE', ' true', 'off']) test(reads, value, null);

test('absent', (t) =>
  t.deepEqual(readSettings({ ingress: ingress(), ingressClass: null }), {
    settings: { sslRedirect: null, classSslRedirect: null },
    diagnostics: [],
  }));

test('the class by the same annotation', (t) => {
  const byClass = (value: string) =>
    readSettings({
      ingress: ingress(),
      ingressClass: ingressClass({ annotations: { [SSL_REDIRECT]: value } }),
    });
  t.deepEqual(byClass('false').settings, { sslRedirect: null, classSslRedirect: false });
  t.deepEqual(told(byClass('no').diagnostics), ['ANNOTATION_INVALID IngressClass/azure-application-gateway']);
});
