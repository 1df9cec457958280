/** A small client for tests: objects of any kind in and out, nothing cached but what discovery said. */
import { Agent, request } from 'undici';
import type { KubeInput } from '../contracts.ts';
import type { KubeObject } from '../objects.ts';
import { PATCH_TYPES } from '../verbs/patch.ts';
import type { PatchType } from '../verbs/patch.ts';
import { createPaths } from './paths.ts';
import { eventsOf } from './watch.ts';
import type { WatchConnection } from './watch.ts';

/** Of an object the name, the namespace and the kind count. */
export type ObjectName = Pick<KubeInput, 'apiVersion' | 'kind' | 'metadata'>;
export interface Selection {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent: all of them. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}
export interface PatchOptions {
  /** Default `merge`. */
  readonly type?: PatchType;
  readonly subresource?: 'status';
  readonly fieldManager?: string;
  readonly force?: boolean;
}
export interface RawRequest {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
}
export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export interface KubeClient {
  create(object: KubeInput): Promise<KubeObject>;
  get(name: ObjectName): Promise<KubeObject>;
  /** Null where there is none. */
  find(name: ObjectName): Promise<KubeObject | null>;
  list(selection: Selection): Promise<readonly KubeObject[]>;
  /** PUT; with the resourceVersion that the object carries. */
  update(object: KubeInput, subresource?: 'status'): Promise<KubeObject>;
  patch(name: ObjectName, patch: unknown, options?: PatchOptions): Promise<KubeObject>;
  /** Server-side apply. */
  apply(object: KubeInput, options: { fieldManager: string; force?: boolean }): Promise<KubeObject>;
  delete(name: ObjectName, options?: object): Promise<void>;
  /** Any request; answers with any status. */
  request(method: string, path: string, raw?: RawRequest): Promise<RawResponse>;
  /** The path with its query; resolves when the server has begun to answer. */
  watch(path: string): Promise<WatchConnection>;
  /** The path of an object. */
  pathOf(name: ObjectName): Promise<string>;
  close(): Promise<void>;
}

/** The server said no. */
export class KubeError extends Error {
  override readonly name = 'KubeError';
  readonly code: string;
  readonly status: number;
  readonly body: unknown;

  constructor({ status, body }: RawResponse, what: string) {
    const { reason, message } = (typeof body === 'object' ? body : {}) as Record<string, string>;
    super(`${what}: ${message ?? String(body)}`);
    this.code = reason ?? String(status);
    this.status = status;
    this.body = body;
  }
}

export function createKubeClient(url: string, ca: string | null, token: string): KubeClient {
  const dispatcher = new Agent({ connect: ca === null ? {} : { ca } });

  const call = (method: string, path: string, { body, ...options }: RawRequest) =>
    request(`${url}${path}`, {
      dispatcher,
      method: method as 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        accept: options.accept ?? 'application/json',
        'content-type': options.contentType ?? 'application/json',
        'user-agent': 'test-client',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  async function raw(method: string, path: string, options: RawRequest = {}): Promise<RawResponse> {
    const { statusCode: status, headers, body } = await call(method, path, options);
    const text = await body.text();
    const isJson = String(headers['content-type']).startsWith('application/json');
    return { status, headers, body: isJson ? (JSON.parse(text) as unknown) : text };
  }

  async function send(method: string, path: string, options: RawRequest = {}): Promise<unknown> {
    const answer = await raw(method, path, options);
    if (answer.status >= 400) throw new KubeError(answer, `${method} ${path}`);
    return answer.body;
  }

  const paths = createPaths((path) => send('GET', path));
  const objectPath = paths.object;

  return {
    create: async (object) =>
      (await send('POST', await paths.collection(object), { body: object })) as KubeObject,
    get: async (name) => (await send('GET', await objectPath(name))) as KubeObject,
    async find(name) {
      const answer = await raw('GET', await objectPath(name));
      if (answer.status === 404) return null;
      if (answer.status >= 400) throw new KubeError(answer, `GET ${name.kind}`);
      return answer.body as KubeObject;
    },
    async list({ apiVersion, kind, namespace, labelSelector = '', fieldSelector = '' }) {
      const path = await paths.listing({ apiVersion, kind }, namespace);
      const query = new URLSearchParams({ labelSelector, fieldSelector });
      const { items } = (await send('GET', `${path}?${String(query)}`)) as { items: KubeObject[] };
      return items.map((item) => ({ ...item, apiVersion, kind }));
    },
    update: async (object, subresource) =>
      (await send('PUT', under(await objectPath(object), subresource), { body: object })) as KubeObject,
    async patch(name, body, { type = 'merge', subresource, fieldManager, force } = {}) {
      const query = new URLSearchParams({
        ...(fieldManager !== undefined && { fieldManager }),
        ...(force !== undefined && { force: String(force) }),
      });
      const path = `${under(await objectPath(name), subresource)}?${String(query)}`;
      return (await send('PATCH', path, { body, contentType: PATCH_TYPES[type] })) as KubeObject;
    },
    async apply(object, { fieldManager, force = false }) {
      const query = new URLSearchParams({ fieldManager, force: String(force) });
      const path = `${await objectPath(object)}?${String(query)}`;
      return (await send('PATCH', path, {
        body: object,
        contentType: PATCH_TYPES.apply,
      })) as KubeObject;
    },
    async delete(name, options = {}) {
      await send('DELETE', await objectPath(name), { body: options });
    },
    request: raw,
    async watch(path) {
      const { statusCode: status, headers, body } = await call('GET', path, {});
      if (status >= 400) {
        throw new KubeError({ status, headers, body: await body.json() }, `GET ${path}`);
      }
      return { events: eventsOf(body), close: () => void body.destroy() };
    },
    pathOf: objectPath,
    close: () => dispatcher.destroy(),
  };
}

const under = (path: string, subresource: string | undefined): string =>
  subresource === undefined ? path : `${path}/${subresource}`;
