/**
 * Requests to the API server: JSON in, JSON or lines of a stream out, all refusals as `KubeError`. A request ends when
 * nothing was heard for a while, not after a fixed time: a slow list is not a dead one. One 401 is answered by reading
 * the credentials again, because tokens are rotated under a running process. Nothing else is repeated here.
 */
import { StringDecoder } from 'node:string_decoder';
import { setImmediate } from 'node:timers/promises';
import { request as send } from 'undici';
import type { Dispatcher } from 'undici';
import type { Clock } from '../clock/clock.ts';
import type { Access } from './access.ts';
import { KubeError, refusal } from './kube-error.ts';
import { unlessAborted } from './unless-aborted.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

export interface KubeRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: { readonly [name: string]: string | number | undefined };
  readonly body?: unknown;
  /** Default JSON; a patch must say which kind it is. */
  readonly contentType?:
    | 'application/json'
    | 'application/merge-patch+json'
    | 'application/strategic-merge-patch+json';
  readonly signal?: AbortSignal | undefined;
  /** How long nothing may be heard, ms. */
  readonly silenceMs?: number;
  /** The answer has begun, and it is a good one. */
  readonly onOpen?: () => void;
}

export interface KubeClient {
  /** The body of a 2xx answer. Rejects with a `KubeError`, or with the reason of the signal that aborted it. */
  request<T>(request: KubeRequest): Promise<T>;
  /** The lines of a 2xx answer as they come; ends when the server ends it. */
  lines(request: KubeRequest): AsyncGenerator<string, void, undefined>;
  /** What the server was found not to have. */
  readonly features: { streamingList: boolean };
  close(): Promise<void>;
}

export interface KubeClientOptions {
  readonly access: Access;
  readonly clock: Clock;
  readonly userAgent: string;
}

export const SILENCE_MS = 30_000;
/** Characters of one line; etcd keeps no object of more than some 1.5 MB. */
export const LINE_LIMIT = 16 * 2 ** 20;

export function createKubeClient({ access, clock, userAgent }: KubeClientOptions): KubeClient {
  async function exchange(request: KubeRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    let authorization = await authorize(access);
    let response = await dispatch(request, authorization, signal);
    if (response.statusCode === 401) {
      await response.body.dump();
      access.distrust(authorization);
      authorization = await authorize(access);
      response = await dispatch(request, authorization, signal);
    }
    return response;
  }

  const dispatch = (
    { method = 'GET', path, query = {}, body, contentType = 'application/json' }: KubeRequest,
    { server, headers, dispatcher }: Awaited<ReturnType<Access['authorize']>>,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> =>
    unlessAborted(
      signal,
      send(urlOf(server, path, query), {
        method,
        dispatcher,
        signal,
        headers: {
          ...headers,
          accept: 'application/json',
          'user-agent': userAgent,
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );

  /** The chunks of a 2xx answer. */
  async function* chunks(request: KubeRequest): AsyncGenerator<Buffer, void, undefined> {
    const watchdog = watch(clock, request);
    try {
      const { statusCode, headers, body } = await exchange(request, watchdog.signal);
      watchdog.touch();
      if (statusCode < 200 || statusCode > 299) {
        const text = await body.text();
        throw refusal(statusCode, text, firstOf(headers['retry-after']), clock.now());
      }
      request.onOpen?.();
      for await (const chunk of body as AsyncIterable<Buffer>) {
        watchdog.touch();
        yield chunk;
        // A long list arrives faster than it is read, and would keep everything else waiting.
        await setImmediate();
      }
    } catch (error) {
      request.signal?.throwIfAborted();
      throw asKubeError(error);
    } finally {
      watchdog.end();
    }
  }

  return {
    async request<T>(request: KubeRequest): Promise<T> {
      const parts: Buffer[] = [];
      for await (const chunk of chunks(request)) parts.push(chunk);
      return parse(Buffer.concat(parts).toString()) as T;
    },
    async *lines(request) {
      const decoder = new StringDecoder('utf8');
      let rest = '';
      for await (const chunk of chunks(request)) {
        const parts = (rest + decoder.write(chunk)).split('\n');
        rest = parts.pop() ?? '';
        if (rest.length > LINE_LIMIT)
          throw new KubeError({
            reason: 'LineTooLong',
            message: `a line has more than ${LINE_LIMIT} characters`,
          });
        for (const part of parts) if (part !== '') yield part;
      }
      if (rest.trim() !== '') {
        throw new KubeError({ reason: 'Truncated', message: 'the stream ended inside a line' });
      }
    },
    features: { streamingList: true },
    close: () => access.close(),
  };
}

async function authorize(access: Access): ReturnType<Access['authorize']> {
  try {
    return await access.authorize();
  } catch (cause) {
    const message = `the credentials for the API server cannot be read: ${textOf(cause)}`;
    throw new KubeError({ reason: 'CredentialsUnreadable', message, cause });
  }
}

function watch(clock: Clock, { signal, silenceMs = SILENCE_MS }: KubeRequest): Watchdog {
  const message = `nothing was heard from the API server for ${silenceMs / 1000} s`;
  return startWatchdog(clock, silenceMs, signal, () => new KubeError({ reason: 'Silent', message }));
}

function urlOf(server: string, path: string, query: NonNullable<KubeRequest['query']>): URL {
  const url = new URL(server.replace(/\/$/, '') + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

/** Without a cause: the engine's message quotes the text, which may be a Secret's. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new KubeError({ reason: 'Malformed', message: 'the API server sent no valid JSON' });
  }
}

const asKubeError = (error: unknown): KubeError =>
  error instanceof KubeError
    ? error
    : new KubeError({
        reason: 'ConnectionFailed',
        message: `the connection to the API server failed: ${textOf(error)}`,
        cause: error,
      });

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const firstOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;
