/** `HttpClient`s of the SDK's pipeline that answer from this process instead of the network. */
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import type { HttpClient } from '@azure/core-rest-pipeline';

export interface InProcessRequest {
  readonly method: string;
  /** The whole URL. */
  readonly url: string;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

export interface InProcessResponse {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

/** What `handle` throws is what the network would have thrown; the abort of the request ends it as there. */
export const inProcessHttpClient = (
  handle: (request: InProcessRequest) => InProcessResponse | Promise<InProcessResponse>,
): HttpClient => ({
  async sendRequest(request) {
    const { method, url, headers, body, abortSignal } = request;
    const aborted = new Promise<never>((_resolve, reject) => {
      abortSignal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
    });
    const sent = { method, url, headers: headers.toJSON(), body: typeof body === 'string' ? body : '' };
    const answer = await Promise.race([handle(sent), aborted]);
    return {
      request,
      status: answer.status,
      headers: createHttpHeaders(answer.headers ?? {}),
      bodyAsText: answer.body ?? '',
    };
  },
});

/** The part of a fastify server that is needed here. */
export interface Injectable {
  inject(request: {
    method: 'GET' | 'PUT';
    url: string;
    headers: { [name: string]: string };
    payload: string;
  }): Promise<{
    readonly statusCode: number;
    readonly headers: object;
    readonly body: string;
  }>;
}

/** Requests go into the server without a socket. */
export const fastifyHttpClient = (server: Injectable): HttpClient =>
  inProcessHttpClient(async ({ method, url, headers, body }) => {
    if (method !== 'GET' && method !== 'PUT') throw new TypeError(`the gateway client sends no ${method}`);
    const { host, pathname, search } = new URL(url);
    const answer = await server.inject({
      method,
      url: pathname + search,
      headers: { ...headers, host },
      payload: body,
    });
    const answered = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
    return { status: answer.statusCode, headers: Object.fromEntries(answered), body: answer.body };
  });
