/**
 * A pod that is made -> what it gets: our readiness gate, and preStop hooks that let it serve until the gateway has been
 * told to leave it. Asked again about the same pod it has nothing to add, except to containers that came in between.
 *
 * Left alone: pods of Jobs, for which nobody waits, and mirrors of static pods, which kubelet made and would not heed.
 */
import { z } from 'zod';
import { PRE_STOP_ANNOTATION } from '../api/webhook.ts';
import type { Labels } from './backed.ts';
import type { JsonPatchOperation } from './review.ts';

const TEXTS = z.record(z.string(), z.string());
const POD = z.looseObject({
  metadata: z
    .looseObject({
      labels: TEXTS.default({}),
      annotations: TEXTS.optional(),
      ownerReferences: z.array(z.looseObject({ kind: z.string() })).default([]),
    })
    .prefault({}),
  spec: z.looseObject({
    containers: z.array(z.looseObject({ lifecycle: z.looseObject({}).nullish() })),
    readinessGates: z.array(z.looseObject({ conditionType: z.string() })).nullish(),
    terminationGracePeriodSeconds: z.number().nullish(),
  }),
});
type Pod = z.output<typeof POD>;

export interface Injection {
  /** Condition type of the gate; null: none is put in. */
  readonly gate: string | null;
  /** Null: no hooks are put in. */
  readonly preStopSeconds: number | null;
}

const MIRROR_ANNOTATION = 'kubernetes.io/config.mirror';
/** What Kubernetes gives a pod that does not say. */
const GRACE_SECONDS = 30;

/** `isBacking`: whether a pod with such labels is behind an Ingress of ours. */
export function inject(
  object: unknown,
  { gate, preStopSeconds }: Injection,
  isBacking: (labels: Labels) => boolean,
): readonly JsonPatchOperation[] {
  const parsed = POD.safeParse(object);
  if (!parsed.success || isExempt(parsed.data) || !isBacking(parsed.data.metadata.labels)) return [];
  const pod = parsed.data;
  return [
    ...(gate === null ? [] : addGate(pod, gate)),
    ...(preStopSeconds === null ? [] : addPreStop(pod, preStopSeconds)),
  ];
}

const isExempt = ({ metadata: { annotations = {}, ownerReferences } }: Pod): boolean =>
  MIRROR_ANNOTATION in annotations || ownerReferences.some(({ kind }) => kind === 'Job');

function addGate({ spec: { readinessGates } }: Pod, gate: string): readonly JsonPatchOperation[] {
  if (readinessGates?.some(({ conditionType }) => conditionType === gate)) return [];
  const value = { conditionType: gate };
  return [
    readinessGates
      ? { op: 'add', path: '/spec/readinessGates/-', value }
      : { op: 'add', path: '/spec/readinessGates', value: [value] },
  ];
}

/**
 * The time that the hook takes comes off the grace period, so that becomes longer by as much: the workload keeps what it
 * had for its own end. The annotation tells that it was done, for webhooks that add containers may have us asked again.
 */
function addPreStop({ metadata, spec }: Pod, seconds: number): readonly JsonPatchOperation[] {
  const { annotations } = metadata;
  const done = annotations?.[PRE_STOP_ANNOTATION];
  const sleep = done === undefined ? seconds : Number(done);
  const grace = spec.terminationGracePeriodSeconds ?? GRACE_SECONDS;
  // Grace of 0: it is to end at once.
  if (grace === 0 || !Number.isInteger(sleep) || sleep < 1) return [];
  const hooks = spec.containers.flatMap(({ lifecycle }, index) => addHook(lifecycle ?? null, index, sleep));
  // The API server refuses a hook that outlasts the grace period.
  if (done !== undefined) return sleep <= grace ? hooks : [];
  if (hooks.length === 0) return [];
  return [
    ...hooks,
    { op: 'add', path: '/spec/terminationGracePeriodSeconds', value: grace + sleep },
    annotations
      ? { op: 'add', path: `/metadata/annotations/${escaped(PRE_STOP_ANNOTATION)}`, value: String(sleep) }
      : { op: 'add', path: '/metadata/annotations', value: { [PRE_STOP_ANNOTATION]: String(sleep) } },
  ];
}

function addHook(
  lifecycle: { readonly preStop?: unknown } | null,
  index: number,
  seconds: number,
): readonly JsonPatchOperation[] {
  if (lifecycle?.preStop) return [];
  const preStop = { sleep: { seconds } };
  const path = `/spec/containers/${index}/lifecycle`;
  return [
    lifecycle
      ? { op: 'add', path: `${path}/preStop`, value: preStop }
      : { op: 'add', path, value: { preStop } },
  ];
}

/** RFC 6901. */
const escaped = (member: string): string => member.replaceAll('~', '~0').replaceAll('/', '~1');
