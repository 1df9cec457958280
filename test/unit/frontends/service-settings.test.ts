import test from 'ava';
import { readServiceSettings } from '../../../src/frontends/service-settings.ts';
import { service } from '../../helpers/objects.ts';
import { told } from '../../helpers/pipeline.ts';

const reads = test.macro({
  exec: (t, name: string, value: string, values: object, ...codes: readonly string[]) => {
    const said = readServiceSettings(
      service({ annotations: { [`appgw.ingress.kubernetes.io/${name}`]: value } }),
    );
    t.deepEqual(said.values, values);
    t.deepEqual(
      told(said.diagnostics),
      codes.map((code) => `${code} Service/shop/web`),
    );
    t.is(said.unreadable.length, codes.includes('ANNOTATION_UNREADABLE') ? 1 : 0);
  },
  title: (_, name: string, value: string) => `${name}: ${value}`,
});
test(reads, 'request-timeout', '60', { 'request-timeout': 60 });
test(reads, 'request-timeout', 'a minute', {}, 'ANNOTATION_INVALID');
test(reads, 'backend-protocol', 'tls', {}, 'ANNOTATION_UNREADABLE');
// Said where it has no effect, it cannot weaken anything either.
test(reads, 'ssl-redirect', 'false', {}, 'ANNOTATION_MISPLACED');
test(reads, 'waf-policy', 'strict', {}, 'ANNOTATION_MISPLACED');
test(reads, 'request-timeuot', '60', {}, 'ANNOTATION_UNKNOWN');
test(reads, 'canary', 'true', {}, 'ANNOTATION_REFUSED');
