/** `status` of an ApplicationGateway: written by the leader alone. */
import { z } from 'zod';

const time = () => z.iso.datetime({ offset: true });
const count = () => z.int().min(0);
const listOf = <T extends z.ZodType>(item: T, key: string) =>
  z.array(item).meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': [key] });

/** The shape that all of Kubernetes has for conditions; `conditions.ts` has the types and reasons. */
const CONDITION = z.object({
  type: z.string().max(316).describe('Accepted, Programmed or Degraded.'),
  status: z.enum(['True', 'False', 'Unknown']).describe('Whether it holds.'),
  reason: z
    .string()
    .max(1024)
    .regex(/^[A-Za-z][A-Za-z0-9]*$/)
    .describe('One word for programs.'),
  message: z.string().max(32_768).describe('The same for people.'),
  observedGeneration: count().exactOptional().describe('metadata.generation that it is about.'),
  lastTransitionTime: time().describe('When `status` changed last.'),
});

const OPERATION = z
  .object({
    url: z.string().exactOptional().describe('Where ARM reports on it.'),
    startedAt: time().describe('When it was sent.'),
    finishedAt: time().exactOptional().describe('When its end was seen.'),
    state: z.enum(['Running', 'Succeeded', 'Failed', 'Canceled']).describe('How far it is.'),
    code: z.string().exactOptional().describe('The error code of ARM.'),
    message: z.string().max(8192).exactOptional().describe('The message of ARM.'),
  })
  .describe('The last change that was sent to the gateway.');

const LIMIT = z.object({
  name: z.string().describe('What is counted, by the name of the collection in ARM where it is one.'),
  used: count().describe('How many there are, those of others included.'),
  limit: count().describe('How many the gateway takes.'),
});

const HELD_BACK = z.object({
  owner: z.string().describe('Kind, namespace and name, like Ingress/shop/web.'),
  desiredHash: z.string().describe('Hash of what ARM refused: it is not sent again before retryAt.'),
  code: z.string().describe('Why.'),
  retryAt: time().describe('When it is tried again, if it does not change before.'),
  waitSeconds: count()
    .exactOptional()
    .describe('How long it waits until then; if it is refused again, twice as long, up to an hour.'),
});

/** So many entries fit into the status of an object, and say who is concerned. */
export const MOST_HELD = 100;

export const HELD_BACK_LIST = listOf(HELD_BACK, 'owner');

export const GATEWAY_STATUS = z
  .object({
    observedGeneration: count().exactOptional().describe('metadata.generation that the status is about.'),
    conditions: listOf(CONDITION, 'type')
      .exactOptional()
      .describe('Accepted, Programmed and Degraded, each with its reason.'),
    address: z.string().exactOptional().describe('What the Ingresses are told.'),
    ingresses: z
      .object({
        served: count().describe('Whose configuration is on the gateway.'),
        heldBack: count().describe('Of which something is left out, or kept as it was.'),
      })
      .exactOptional()
      .describe('How many Ingresses there are.'),
    lastOperation: OPERATION.exactOptional(),
    limits: listOf(LIMIT, 'name').exactOptional().describe('Use against each limit of the gateway.'),
    heldBack: HELD_BACK_LIST.exactOptional().describe(
      `What ARM refused, at most ${MOST_HELD} owners of it; read after a restart, so that it is not sent again.`,
    ),
  })
  .describe('What became of it.');
