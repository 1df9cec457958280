/** The values about metrics, alerts and the dashboard. */
import { z } from 'zod';

const labels = () => z.record(z.string(), z.string());

export const METRICS = z
  .strictObject({
    serviceMonitor: z
      .strictObject({
        enabled: z
          .boolean()
          .default(false)
          .describe('Makes a ServiceMonitor; needs the Prometheus operator.'),
        interval: z
          .string()
          .regex(/^\d+(ms|s|m)$/)
          .default('30s')
          .describe('Time between scrapes.'),
        labels: labels().default({}).describe('By which your Prometheus selects it.'),
      })
      .describe('Scraping.'),
    rules: z
      .strictObject({
        enabled: z.boolean().default(false).describe('Makes a PrometheusRule with alerts.'),
        labels: labels().default({}).describe('By which your Prometheus selects it.'),
        runbookUrl: z
          .string()
          .default('docs/operate.md')
          .describe('Where the runbook is; alerts link to their heading in it.'),
      })
      .describe('Alerts.'),
    dashboard: z
      .strictObject({
        enabled: z.boolean().default(false).describe('Makes a ConfigMap with a Grafana dashboard.'),
        labels: labels()
          .default({ grafana_dashboard: '1' })
          .describe('By which your Grafana finds dashboards.'),
      })
      .describe('The dashboard.'),
  })
  .describe('Monitoring.');
