/**
 * One request to ARM through the SDK's pipeline: its authentication, user agent, proxy and TLS, but JSON in and out
 * (the typed operations drop members that they do not know), and no retries of its own (they would re-send a stale
 * document). Everything but a 2xx answer is thrown as an `ArmError`.
 */
import { createNetworkManagement } from '@azure/arm-network/api';
import type { NetworkManagementContext } from '@azure/arm-network/api';
import { proxyPolicyName } from '@azure/core-rest-pipeline';
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { Clock } from '../clock/clock.ts';
import { ArmError } from '../controller/arm-error.ts';
import { classify, classifyFailure } from './classify.ts';
import type { CredentialSource } from './credential.ts';
import type { Headers } from './retry-after.ts';
import type { Throttle } from './throttle.ts';

export interface ArmPipelineOptions {
  readonly credential: CredentialSource;
  /** `https://management.azure.com`, another cloud's, or the emulator's; always https. */
  readonly endpoint: string;
  /** The audience of tokens. */
  readonly scope: string;
  readonly subscriptionId: string;
  readonly clock: Clock;
  /** Put before the SDK's own, `appgw-ingress/0.1.0`. */
  readonly userAgent: string;
  /** PEM of the authorities to trust instead of the public ones. */
  readonly ca?: string;
  /** Shared by all gateways; none: every request is sent at once. */
  readonly throttle?: Throttle;
  /** Sees each answer: what was asked, with which status it ended (null: no answer), and after how long. */
  readonly onAnswer?: (seen: SeenAnswer) => void;
  /** Replaces the network. */
  readonly httpClient?: HttpClient;
}

export interface SeenAnswer {
  readonly method: ArmRequest['method'];
  readonly status: number | null;
  readonly ms: number;
  /** What is left of ARM's own buckets, as the answer says it. */
  readonly remaining: number | null;
}

export interface ArmRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** A path below the endpoint, or a whole URL, which is used as it is. */
  readonly target: string;
  readonly query?: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export type SendToArm = (request: ArmRequest) => Promise<Answer>;

/** A socket's own limit, kept by the transport; it has no meaning in virtual time. */
const REQUEST_TIMEOUT_MS = 60_000;

export function createArmPipeline(options: ArmPipelineOptions): SendToArm {
  const { clock, throttle, onAnswer } = options;
  let context: Promise<NetworkManagementContext> | null = null;
  return async (request) => {
    const kind = request.method === 'GET' ? 'read' : 'write';
    await throttle?.acquire(kind, request.signal);
    const startedAt = clock.now();
    const report = (status: number | null, headers: Headers): void =>
      onAnswer?.({
        method: request.method,
        status,
        ms: clock.now() - startedAt,
        remaining: remainingOf(headers),
      });
    try {
      context ??= connect(options);
      const answer = await exchange(await context, request);
      report(answer.status, answer.headers);
      if (answer.status >= 200 && answer.status < 300) return answer;
      throw classify(answer, options.clock.now());
    } catch (thrown) {
      request.signal?.throwIfAborted();
      const error = thrown instanceof ArmError ? thrown : classifyFailure(thrown);
      if (error.statusCode === null) report(null, {});
      if (error.kind === 'throttled' && error.retryAfterMs !== null)
        throttle?.pause(kind, error.retryAfterMs);
      // The context holds the token, and a role that is granted from here on shows only in a new one.
      if (error.kind === 'forbidden') context = null;
      throw error;
    }
  };
}

function remainingOf(headers: Headers): number | null {
  const text =
    headers['x-ms-ratelimit-remaining-subscription-writes'] ??
    headers['x-ms-ratelimit-remaining-subscription-reads'];
  return text === undefined ? null : Number(text);
}

async function connect(options: ArmPipelineOptions): Promise<NetworkManagementContext> {
  const context = createNetworkManagement(await options.credential(), options.subscriptionId, {
    endpoint: options.endpoint,
    credentials: { scopes: [options.scope] },
    retryOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: options.userAgent },
    ...(options.ca === undefined ? {} : { tlsOptions: { ca: options.ca } }),
    ...(options.httpClient === undefined ? {} : { httpClient: options.httpClient }),
  });
  // A proxy from the environment cannot reach an emulator on our own loopback.
  if (isLoopback(options.endpoint)) context.pipeline.removePolicy({ name: proxyPolicyName });
  return context;
}

async function exchange(context: NetworkManagementContext, request: ArmRequest): Promise<Answer> {
  const resource = context.pathUnchecked(request.target);
  const parameters = {
    timeout: REQUEST_TIMEOUT_MS,
    ...(request.query ? { queryParameters: { ...request.query } } : {}),
    ...(request.headers ? { headers: { ...request.headers } } : {}),
    ...(request.signal ? { abortSignal: request.signal } : {}),
  };
  const withBody = { ...parameters, contentType: 'application/json', body: request.body };
  const send = {
    GET: () => resource.get(parameters),
    PUT: () => resource.put(withBody),
    POST: () => resource.post(withBody),
    DELETE: () => resource.delete(parameters),
  };
  const { status, headers, body } = await send[request.method]();
  return { status: Number(status), headers, body: body as unknown };
}

const isLoopback = (endpoint: string): boolean =>
  /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(endpoint).hostname);
