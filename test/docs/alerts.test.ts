/** Alerts of the chart: each has its runbook, and asks for metrics of ours. */
import { readFileSync } from 'node:fs';
import test from 'ava';
import { parse } from 'yaml';

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

test('every alert has a heading in docs/operate.md, and every heading an alert', (t) => {
  const headings = [...read('docs/operate.md').matchAll(/^### (?<name>\w+)$/gm)].map(
    ({ groups }) => groups!['name']!,
  );
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

test('alerts and dashboard ask for metrics with our prefix alone', (t) => {
  const { panels } = JSON.parse(read('helm/appgw-ingress/files/dashboard.json')) as Dashboard;
  const shown = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  t.true(shown.length >= panels.length);
  for (const expr of [...shown, ...alerts.map((alert) => alert.expr)]) t.regex(expr, /\bappgw_ingress_\w+/);
});
