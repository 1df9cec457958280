import type { V1Container, V1Pod, V1PodCondition, V1PodSpec, V1Probe } from '@kubernetes/client-node';
import { READINESS_GATE_PREFIX } from '../../api/readiness-gate.ts';
import type { Condition, Container, ContainerProbe, Pod } from '../../cluster/objects.ts';
import { projectMetadata } from './metadata.ts';
import { shared } from './shared.ts';
import { present, type Wire } from './wire.ts';

/** What changes while a pod runs is not kept, and what its siblings have as well is kept once. */
export const projectPod = ({ metadata, spec, status }: Wire<V1Pod>): Pod => {
  const podIP = status?.podIP;
  const conditions = shared(keepConditions(status?.conditions ?? [], spec));
  const { labels } = metadata ?? {};
  return {
    kind: 'Pod',
    metadata: projectMetadata(metadata, labels ? { labels: shared(labels) } : {}),
    spec: shared(projectSpec(spec)),
    // Both members in any case: objects of one shape are smaller.
    status: podIP === undefined ? { conditions } : { podIP, conditions },
  };
};

const projectSpec = (spec: Wire<V1PodSpec> | undefined): Pod['spec'] => ({
  containers: (spec?.containers ?? []).map(projectContainer),
  ...present({
    readinessGates: spec?.readinessGates?.map(({ conditionType }) => ({ conditionType })),
    terminationGracePeriodSeconds: spec?.terminationGracePeriodSeconds,
  }),
});

const projectContainer = (raw: Wire<V1Container>): Container => ({
  name: raw.name,
  ...present({
    ports: raw.ports?.map(({ name, containerPort }) => ({ containerPort, ...present({ name }) })),
    readinessProbe: raw.readinessProbe && projectProbe(raw.readinessProbe),
    livenessProbe: raw.livenessProbe && projectProbe(raw.livenessProbe),
    preStop: raw.lifecycle?.preStop && { sleepSeconds: raw.lifecycle.preStop.sleep?.seconds ?? null },
  }),
});

const projectProbe = ({
  httpGet,
  periodSeconds,
  timeoutSeconds,
  failureThreshold,
}: Wire<V1Probe>): ContainerProbe =>
  present({
    httpGet: httpGet && {
      port: httpGet.port,
      ...present({
        path: httpGet.path,
        host: httpGet.host,
        scheme: httpGet.scheme as NonNullable<ContainerProbe['httpGet']>['scheme'],
      }),
    },
    periodSeconds,
    timeoutSeconds,
    failureThreshold,
  });

/** The others change several times while a pod starts, and nobody asks for them. */
function keepConditions(
  conditions: readonly Wire<V1PodCondition>[],
  spec: Wire<V1PodSpec> | undefined,
): readonly Condition[] {
  const gates = (spec?.readinessGates ?? []).map(gateOf);
  const kept = new Set(['Ready', 'ContainersReady', ...gates]);
  const isWaiting = gates.some(
    (gate) =>
      gate.startsWith(READINESS_GATE_PREFIX) &&
      !conditions.some(({ type, status }) => type === gate && status === 'True'),
  );
  return conditions
    .filter(({ type }) => kept.has(type))
    .map(({ type, status, lastTransitionTime }) => ({
      type,
      status: status as Condition['status'],
      // From here our gate's patience is counted.
      ...(isWaiting && type === 'ContainersReady' && lastTransitionTime ? { lastTransitionTime } : {}),
    }))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
}

const gateOf = ({ conditionType }: { readonly conditionType: string }): string => conditionType;
