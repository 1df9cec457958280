/** Alerts and dashboard of the chart: each alert has its runbook, and all ask for metrics that there are. */
import { readFileSync } from 'node:fs';
import test from 'ava';
import { parse } from 'yaml';
import { createMetrics } from '../../src/telemetry/metrics.ts';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const alerts = parse(read('helm/appgw-ingress/files/alerts.yaml')) as readonly Alert[];
const operate = read('docs/operate.md');

const PREFIX = 'appgw_ingress_';
const metrics = (await createMetrics().registry.getMetricsAsJSON()).filter(({ name }) =>
  name.startsWith(PREFIX),
);

test('every alert has a heading in docs/operate.md, and every heading an alert', (t) => {
  const headings = [...operate.matchAll(/^### (?<name>\w+)$/gm)].map(({ groups }) => groups!['name']!);
  t.deepEqual(
    headings,
    alerts.map(({ alert }) => alert),
  );
});

test('every alert says how bad it is, and what is wrong', (t) => {
  for (const { alert, labels, annotations } of alerts) {
    t.regex(labels.severity, /^(critical|warning)$/, alert);
    t.truthy(annotations.summary && annotations.description, alert);
  }
});

test('alerts and dashboard ask for metrics that there are', (t) => {
  const { panels } = JSON.parse(read('helm/appgw-ingress/files/dashboard.json')) as Dashboard;
  const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  const names = new Set(metrics.flatMap(({ name }) => [name, `${name}_bucket`]));
  for (const expr of [...shown, ...alerts.map((alert) => alert.expr)]) {
    const asked = expr.match(/\bappgw_ingress_\w+/g) ?? [];
    t.true(asked.length > 0, expr);
    for (const name of asked) t.true(names.has(name), `${name} in ${expr}`);
  }
});

test('docs/operate.md explains every metric, in the words of its help', (t) => {
  const explained = [...operate.matchAll(/^\| `(?<name>\w+)` \| (?<help>.*) \|$/gm)].map(({ groups }) => ({
    ...groups,
  }));
  t.deepEqual(
    explained,
    metrics.map(({ name, help }) => ({ name, help })),
  );
});
