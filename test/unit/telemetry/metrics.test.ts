import test from 'ava';
import { createMetrics } from '../../../src/telemetry/metrics.ts';

const own = (await createMetrics().registry.getMetricsAsJSON()).filter(({ name }) =>
  name.startsWith('appgw_ingress_'),
);

test('names follow the conventions of Prometheus', (t) => {
  for (const { name, type } of own) {
    t.regex(name, /^[a-z_]+$/);
    t.is(type === 'counter', name.endsWith('_total'), `${name}: counters, and only they, end in _total`);
    if (type === 'histogram') t.regex(name, /_seconds$/);
  }
});

test('each says what it is, in one sentence', (t) => {
  for (const { name, help } of own) t.regex(help, /^[A-Z0-9].*\.$/, name);
});

test('two registries share nothing', async (t) => {
  const [first, second] = [createMetrics(), createMetrics()];
  first.leader.set(1);
  t.is((await second.leader.get()).values[0]!.value, 0);
});

test('the text that Prometheus reads', async (t) => {
  const { registry, puts } = createMetrics();
  puts.inc({ gateway: '/g' });
  t.regex(await registry.metrics(), /^appgw_ingress_put_total\{gateway="\/g"\} 1$/m);
  t.regex(registry.contentType, /^text\/plain/);
});
