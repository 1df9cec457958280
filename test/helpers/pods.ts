/** Pods as the core sees them. */
import type { Container, Pod } from '../../src/cluster/objects.ts';
import { NAMESPACE } from './objects.ts';

export interface PodInit {
  readonly namespace?: string;
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ip?: string;
  readonly containers?: readonly Container[];
  readonly gates?: readonly string[];
  /** Conditions that are true. */
  readonly is?: readonly string[];
  readonly deletionTimestamp?: string;
}

export const pod = (init: PodInit = {}): Pod => ({
  kind: 'Pod',
  metadata: {
    namespace: init.namespace ?? NAMESPACE,
    name: init.name ?? 'web-1',
    labels: init.labels ?? { app: 'web' },
    ...(init.deletionTimestamp !== undefined && { deletionTimestamp: init.deletionTimestamp }),
  },
  spec: {
    containers: init.containers ?? [{ name: 'web', ports: [{ containerPort: 8080 }] }],
    ...(init.gates && { readinessGates: init.gates.map((conditionType) => ({ conditionType })) }),
  },
  status: {
    ...(init.ip !== undefined && { podIP: init.ip }),
    conditions: (init.is ?? ['ContainersReady', 'Ready']).map((type) => ({ type, status: 'True' })),
  },
});
