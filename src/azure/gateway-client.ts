/**
 * The live Application Gateway behind ARM. In: documents as raw JSON. Out: documents as raw JSON, operations that can
 * be followed, and `ArmError`s typed by what to do next. Nothing is retried here but a lost poll (`operation.ts`) and
 * one PUT without a member that ARM does not know (`invalid-member.ts`).
 *
 * It must not know what is in a document, whose it is, or why it is sent. This is the entry of the folder and brings
 * the SDK with it (0.16 s to load), so it is imported dynamically; ids, clouds and errors are light.
 */
import { API_VERSION } from '../appgw/wire.ts';
import type { RawGateway } from '../appgw/wire.ts';
import { ArmError } from '../controller/arm-error.ts';
import type { GatewayClient } from '../controller/ports.ts';
import { createArmPipeline } from './arm-pipeline.ts';
import type { Answer, ArmPipelineOptions } from './arm-pipeline.ts';
import { stripInvalidMembers, withoutMembers } from './invalid-member.ts';
import { isGateway } from './json.ts';
import { followOperation, operationUrl } from './operation.ts';
import type { FollowOptions } from './operation.ts';
import { POLL_INTERVAL, createPollPace } from './poll-pace.ts';
import type { PollInterval } from './poll-pace.ts';
import { formatGatewayId, parseGatewayId } from './resource-id.ts';
import { readPublicAddress } from './public-address.ts';
import { retryAfterMs } from './retry-after.ts';

export interface GatewayClientOptions extends Omit<ArmPipelineOptions, 'subscriptionId'> {
  readonly resourceId: string;
  readonly pollInterval?: PollInterval;
  /** A PUT is for the gateway as it was read last; that ARM refuses any other is not confirmed. */
  readonly ifMatch?: boolean;
  /** ARM refused this member; it is left out of every document from now on. */
  readonly onStripped?: (path: string) => void;
}

export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const { clock, endpoint } = options;
  const id = parseGatewayId(options.resourceId);
  const resourceId = formatGatewayId(id);
  const send = createArmPipeline({ ...options, subscriptionId: id.subscriptionId });
  const request = { target: resourceId, query: { 'api-version': API_VERSION } };
  const unknownMembers = new Set<string>();
  const interval = options.pollInterval ?? POLL_INTERVAL;
  /** Of what was read last. */
  let etag: string | undefined;
  /** The last operation that succeeded. */
  let lastTookMs: number | null = null;
  const expectedMs = (): number | null => (options.throttle?.isAmple('read') === false ? null : lastTookMs);

  const follow = (url: string | null, rest: Omit<FollowOptions, 'send' | 'clock' | 'endpoint'>) =>
    followOperation(url, { send, clock, endpoint, ...rest });

  const put = async (body: RawGateway, signal?: AbortSignal) => {
    const condition = options.ifMatch && etag !== undefined ? { headers: { 'if-match': etag } } : {};
    const { headers } = await send({ ...request, ...condition, method: 'PUT', body, signal });
    return follow(operationUrl(headers), {
      pace: createPollPace(interval, expectedMs),
      retryAfterMs: retryAfterMs(headers, clock.now()),
      onSucceeded: (ms) => {
        lastTookMs = ms;
      },
    });
  };

  return {
    resourceId,

    async get(signal) {
      const live = asGateway(await send({ ...request, method: 'GET', signal }));
      ({ etag } = live);
      return live;
    },

    async put(document, signal) {
      const body = withoutMembers(document, unknownMembers);
      try {
        return await put(body, signal);
      } catch (error) {
        const stripped = error instanceof ArmError ? stripInvalidMembers(body, error) : null;
        if (stripped === null) throw error;
        for (const path of stripped.paths) {
          unknownMembers.add(path);
          options.onStripped?.(path);
        }
        return await put(stripped.document, signal);
      }
    },

    // When it began is not known here, so nothing can be expected.
    resumeOperation: (url) => follow(url, { pace: createPollPace(interval, () => null), retryAfterMs: null }),

    publicAddress: async (publicIpId, signal) => {
      const { body } = await send({ ...request, target: publicIpId, method: 'GET', signal });
      return readPublicAddress(body);
    },
  };
}

function asGateway({ status, body }: Answer): RawGateway {
  if (isGateway(body)) return body;
  throw new ArmError({
    code: 'UnexpectedBody',
    kind: 'transient',
    statusCode: status,
    message:
      'the answer to the GET of the gateway is not a gateway; something between here and ARM may have made it',
  });
}
