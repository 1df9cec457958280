/** How backends are found to be alive. What is not said comes from the pods' own probes. */
import { annotation } from './annotation.ts';
import { host, probePath, statusCodes } from './texts.ts';
import { integer, listOf, matching } from './values.ts';

const AGIC = { scope: 'backend', defaultable: true } as const;
const OWN = { ...AGIC, origin: 'own' } as const;

export const PROBE_ANNOTATIONS = {
  'health-probe-hostname': annotation({
    ...AGIC,
    defaultable: false,
    type: host,
    absent:
      'of the readiness or liveness probe, else backend-hostname, else the name of an ExternalName Service, else the first exact host, else localhost',
    example: 'health.example.com',
    sets: ['probes.host'],
    description: 'Host that the probe asks for.',
    onService: true,
  }),
  'health-probe-port': annotation({
    ...AGIC,
    defaultable: false,
    type: integer(1, 65_535),
    absent: 'of the readiness or liveness probe, else that of the backend',
    example: '8081',
    sets: ['probes.port'],
    description: 'Port that the probe asks on.',
    onService: true,
  }),
  'health-probe-path': annotation({
    ...AGIC,
    defaultable: false,
    type: probePath,
    absent: 'of the readiness probe, else that of the liveness probe, else /',
    example: '/healthz',
    sets: ['probes.path'],
    description: 'Path that the probe asks for.',
    onService: true,
  }),
  'health-probe-status-codes': annotation({
    ...AGIC,
    type: listOf(statusCodes, 20),
    absent: '200-399 with a probe of the workload or a path given here, else 200-499',
    example: '200-399, 401',
    sets: ['probes.match.statusCodes'],
    description: 'Statuses by which a member is healthy.',
    onService: true,
  }),
  'health-probe-body': annotation({
    ...OWN,
    defaultable: false,
    type: matching(/^[^]{1,4090}$/, 'a text of at most 4090 characters', 4090),
    absent: 'anything',
    example: 'ok',
    sets: ['probes.match.body'],
    description: 'Text that must be in the answer to the probe.',
    onService: true,
  }),
  'health-probe-interval': annotation({
    ...AGIC,
    type: integer(1, 86_400),
    absent: 'of the readiness or liveness probe, else 10; no less than a timeout that is given',
    example: '15',
    sets: ['probes.interval'],
    description: 'Seconds between probes.',
    onService: true,
  }),
  'health-probe-timeout': annotation({
    ...AGIC,
    type: integer(1, 86_400),
    absent: 'of the readiness or liveness probe, else 5; no more than an interval that is given',
    example: '5',
    sets: ['probes.timeout'],
    description: 'Seconds within which the probe must be answered; at most the interval.',
    onService: true,
  }),
  'health-probe-unhealthy-threshold': annotation({
    ...AGIC,
    type: integer(1, 20),
    absent: 'of the readiness or liveness probe, else 3',
    example: '3',
    sets: ['probes.unhealthyThreshold'],
    description: 'Failures in a row after which a member gets no more requests.',
    onService: true,
  }),
} as const;
