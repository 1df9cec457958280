/** A list, whole or in pages; every page shows the state as of the first one. */
import type { Call, Cluster, Reply } from '../cluster.ts';
import { ApiFailure, badRequest, expired, futureRevision } from '../failures.ts';
import { without } from '../objects.ts';
import type { JsonMap, KubeObject } from '../objects.ts';
import { apiVersionOf } from '../resources/definition.ts';
import { fieldSelector, labelSelector } from '../storage/select.ts';
import type { Predicate } from '../storage/select.ts';
import type { Entry } from '../storage/store.ts';
import { checkListParameters, revisionOf } from './list-parameters.ts';

interface ContinueToken {
  /** -1: the snapshot is gone, go on with the present state. */
  readonly revision: number;
  readonly start: string;
}

export function listObjects(cluster: Cluster, call: Call): Reply {
  const { resource, query } = call;
  checkListParameters(query, 'list');
  const { entries, revision } = entriesFor(cluster, call);
  const selected = select(call, entries);
  const limit = pageSize(query);
  const page = selected.slice(0, limit);
  const rest = selected.length - page.length;
  const metadata = {
    resourceVersion: String(revision),
    ...(rest > 0 && {
      continue: encode({ revision, start: page.at(-1)?.key ?? '' }),
      ...(hasSelector(query) ? {} : { remainingItemCount: rest }),
    }),
  };
  const items = page.map(({ object }) => listItem(resource.isCustom, object));
  return {
    status: 200,
    body: { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items },
  };
}

/** Everything the call selects, now. */
export const selectedObjects = (cluster: Cluster, call: Call): KubeObject[] =>
  select(call, cluster.store.list(call.resource.collection, call.namespace)).map(({ object }) => object);

export function predicateOf({ resource, query }: Call): Predicate {
  const byLabel = labelSelector(query.get('labelSelector') ?? '');
  const byField = fieldSelector(resource, query.get('fieldSelector') ?? '');
  return (object) => byLabel(object) && byField(object);
}

/** Selectors see the stored form, whatever the version of the call. */
function select(call: Call, entries: readonly Entry[]): Entry[] {
  const matches = predicateOf(call);
  return entries
    .filter(({ object }) => matches(object))
    .map(({ key, object }) => ({ key, object: call.resource.fromStored(object) }));
}

/** Items of built-in kinds come without apiVersion and kind: the list's own stand for them. */
const listItem = (isCustom: boolean, object: KubeObject): JsonMap =>
  isCustom ? object : without(object, 'apiVersion', 'kind');

/** The cache, which answers revision 0, does not page. */
function pageSize(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? 0);
  return limit > 0 && query.get('resourceVersion') !== '0' ? limit : Infinity;
}

const hasSelector = (query: URLSearchParams): boolean =>
  ['labelSelector', 'fieldSelector'].some((name) => (query.get(name) ?? '') !== '');

function entriesFor(
  { store }: Cluster,
  { resource, namespace, query }: Call,
): { entries: readonly Entry[]; revision: number } {
  const current = store.revision();
  const token = query.get('continue') ?? '';
  if (token !== '') return continued(store, resource.collection, namespace, decode(token));
  const asked = revisionOf(query) ?? 0;
  if (asked > current) throw futureRevision(asked, current);
  if (query.get('resourceVersionMatch') !== 'Exact') {
    return { entries: store.list(resource.collection, namespace), revision: current };
  }
  const entries = store.listAt(resource.collection, namespace, asked);
  if (!entries) throw expired(`The resourceVersion for the provided list is too old.`);
  return { entries, revision: asked };
}

function continued(
  store: Cluster['store'],
  collection: string,
  namespace: string,
  { revision, start }: ContinueToken,
): { entries: readonly Entry[]; revision: number } {
  const entries =
    revision === -1 ? store.list(collection, namespace) : store.listAt(collection, namespace, revision);
  if (!entries) throw tokenExpired(start);
  return {
    entries: entries.filter(({ key }) => key > start),
    revision: revision === -1 ? store.revision() : revision,
  };
}

/** With a token to go on inconsistently, for clients that would rather have that than start over. */
function tokenExpired(start: string): ApiFailure {
  const { status } = expired(
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results.',
  );
  return new ApiFailure({ ...status, metadata: { continue: encode({ revision: -1, start }) } });
}

const encode = (token: ContinueToken): string => Buffer.from(JSON.stringify(token)).toString('base64url');

function decode(text: string): ContinueToken {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString()) as ContinueToken;
    if (Number.isInteger(token.revision) && typeof token.start === 'string') return token;
  } catch {
    // Falls through to the refusal.
  }
  throw badRequest('continue key is not valid: illegal continue token');
}
