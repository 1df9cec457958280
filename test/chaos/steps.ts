/** What can happen in a history, as data: a seed gives the same steps each time, and they can be printed. */
import type { Random } from './random.ts';

export const INGRESS_KINDS = [
  'plain',
  'tls',
  'badAnnotation',
  'missingSecret',
  'missingService',
  'conflict',
  'prefixClash',
  'foreignHost',
] as const;
export type IngressKind = (typeof INGRESS_KINDS)[number];

/** Names of the emulator's catalogue, and `operationRefused`. */
export const FAULTS = [
  'overQuota',
  'readOverQuota',
  'locked',
  'inProgress',
  'internalError',
  'unavailable',
  'readUnavailable',
  'putDroppedUnread',
  'putDropped',
  'putAnswerDropped',
  'putAnswerBroken',
  'pollDropped',
  'pollAnswerBroken',
  'readDropped',
  'readAnswerBroken',
  'operationSlow',
  'operationHangs',
  'operationFails',
  'operationFailsLate',
  'operationCanceled',
  'operationRefused',
  'vaultSecretDisabled',
  'vaultDenied',
  'subnetJoin',
  'identityAssign',
  'subnetRoutes',
  'subnetOccupied',
  'failed',
] as const;
/** Only where If-Match is heeded: else a PUT cannot know of it. */
export const OVERTAKEN = 'overtaken';
export type FaultKind = (typeof FAULTS)[number] | typeof OVERTAKEN;

export const WRITES = [
  'addSite',
  'changeSite',
  'removeSite',
  'setTags',
  'damageOurs',
  'removeOurs',
  'fail',
  'hang',
] as const;
export type WriteKind = (typeof WRITES)[number];

/** What people do to the cluster. */
export type ClusterStep =
  | { readonly do: 'ingress'; readonly slot: number; readonly kind: IngressKind; readonly service: number }
  | { readonly do: 'deleteIngress'; readonly slot: number }
  | { readonly do: 'endpoints'; readonly service: number; readonly addresses: readonly string[] }
  | { readonly do: 'secret'; readonly slot: number; readonly state: 'renewed' | 'broken' | 'missing' };

/** What befalls ARM and the controller. */
export type MishapStep =
  | { readonly do: 'fault'; readonly kind: FaultKind; readonly times: number }
  | { readonly do: 'write'; readonly kind: WriteKind; readonly value: number }
  | { readonly do: 'stop' }
  | { readonly do: 'start' }
  | { readonly do: 'restart' }
  | { readonly do: 'newLeader' };

/** `wait`: ms that pass before it. */
export type Step = { readonly wait: number } & (ClusterStep | MishapStep);

export const SLOTS = 6;
export const SERVICES = 3;
/** Shorter than the holdoff, in the middle of an operation, after it, and after a look for drift. */
const WAITS = [0, 150, 2_000, 7_000, 20_000, 75_000];

/** The last change meets a fault and nothing comes after it, so what follows is the controller's own doing. */
export function drawSteps(random: Random, heedsIfMatch: boolean): readonly Step[] {
  const kinds: readonly FaultKind[] = heedsIfMatch ? [...FAULTS, OVERTAKEN, OVERTAKEN] : FAULTS;
  return [
    ...Array.from({ length: 6 + random.below(9) }, () => drawStep(random, kinds)),
    { wait: 0, do: 'fault', kind: random.pick(kinds), times: 1 + random.below(3) },
    { wait: 0, do: 'ingress', slot: random.below(SLOTS), kind: 'plain', service: random.below(SERVICES) },
  ];
}

function drawStep(random: Random, kinds: readonly FaultKind[]): Step {
  const wait = random.pick(WAITS) + random.below(400);
  const slot = random.below(SLOTS);
  const service = random.below(SERVICES);
  switch (random.below(14)) {
    case 0:
    case 1:
      return { wait, do: 'ingress', slot, kind: random.pick(['plain', 'tls']), service };
    case 2:
    case 3:
      return { wait, do: 'ingress', slot, kind: random.pick(INGRESS_KINDS), service };
    case 4:
      return { wait, do: 'deleteIngress', slot };
    case 5:
      return { wait, do: 'endpoints', service, addresses: drawAddresses(random) };
    case 6:
      return { wait, do: 'secret', slot, state: random.pick(['renewed', 'renewed', 'broken', 'missing']) };
    case 7:
    case 8:
      return { wait, do: 'fault', kind: random.pick(kinds), times: 1 + random.below(3) };
    case 9:
    case 10:
      return { wait, do: 'write', kind: random.pick(WRITES), value: random.below(1000) };
    case 11:
      return { wait, do: 'restart' };
    case 12:
      return { wait, do: random.pick(['stop', 'start']) };
    default:
      return { wait, do: 'newLeader' };
  }
}

const drawAddresses = (random: Random): readonly string[] =>
  Array.from({ length: 1 + random.below(3) }, () => `10.0.${random.below(8)}.${1 + random.below(200)}`);

export const stepText = (step: Step): string => JSON.stringify(step);
