/**
 * One request, from who asks to what is answered, in the order of a real server: authentication, authorization,
 * then whether the resource exists at all.
 */
import type { Authorizer } from '../access/rbac.ts';
import { refusal } from '../access/refusal.ts';
import { REVIEW_GROUP, review } from '../access/reviews.ts';
import type { Tokens } from '../access/tokens.ts';
import type { User } from '../access/user.ts';
import { bodyOf } from '../cluster.ts';
import type { Call, Cluster, Reply } from '../cluster.ts';
import { ApiFailure, methodNotAllowed } from '../failures.ts';
import { hasSubresource } from '../resources/definition.ts';
import { discover } from '../resources/discovery.ts';
import { describeApi } from '../resources/openapi.ts';
import { createObject } from '../verbs/create.ts';
import { deleteCollection, deleteNamed } from '../verbs/delete.ts';
import { listObjects } from '../verbs/list.ts';
import { patch } from '../verbs/patch.ts';
import { readStored } from '../verbs/read.ts';
import { requestToken } from '../verbs/token.ts';
import { update } from '../verbs/update.ts';
import { openWatch } from '../verbs/watch.ts';
import type { Watch } from '../verbs/watch.ts';
import { writeOptions } from '../verbs/write-options.ts';
import { representation } from './represent.ts';
import type { Represent } from './represent.ts';
import type { ResourceTarget, Target } from './target.ts';

export interface Machine extends Cluster {
  readonly tokens: Tokens;
  readonly authorizer: Authorizer;
}

export interface Request {
  readonly user: User;
  readonly target: Target;
  readonly query: URLSearchParams;
  readonly accept: string;
  readonly contentType: string;
  readonly userAgent: string;
  readonly body: unknown;
}

export type Answer = Reply | { readonly watch: Watch; readonly represent: Represent };

export function handle(machine: Machine, request: Request): Answer {
  try {
    return answer(machine, request);
  } catch (error) {
    if (error instanceof ApiFailure) return { status: error.status.code, body: error.status };
    throw error;
  }
}

function answer(machine: Machine, request: Request): Answer {
  const { user, target } = request;
  if (!machine.authorizer.allows(user, target)) throw refusal(user, target);
  if ('path' in target) return answerPath(machine, target.path);
  const { group, version, plural, namespace, name, subresource, verb } = target;
  if (group === REVIEW_GROUP && verb === 'create') {
    const body = bodyOf(request);
    const reviewed = review(machine.authorizer, plural, user, body);
    return reviewed ? { status: 201, body: reviewed } : NO_SUCH_PATH;
  }
  const resource = machine.registry.find(group, version, plural);
  if (!resource || (subresource !== '' && !hasSubresource(resource, subresource))) return NO_SUCH_PATH;
  const call: Call = {
    ...request,
    resource,
    namespace: resource.namespaced ? namespace : '',
    name,
    subresource,
  };
  if (!isRoute(call, target)) return NO_SUCH_PATH;
  const represent = representation(request.accept, resource);
  if (verb === 'watch') return { watch: openWatch(machine, call), represent };
  const reply = perform(machine, call, verb);
  return { ...reply, body: represent(reply.body) };
}

/** The plain text of Go's router. */
const NO_SUCH_PATH: Reply = { status: 404, body: '404 page not found\n' };

function answerPath({ registry }: Machine, path: string): Reply {
  if (['/healthz', '/livez', '/readyz'].includes(path)) return { status: 200, body: 'ok' };
  const document = discover(registry.all(), path) ?? describeApi(registry.all(), path);
  return document === null ? NO_SUCH_PATH : { status: 200, body: document };
}

/** A namespaced object is only found below its namespace, a cluster-scoped one never below one. */
function isRoute({ resource }: Call, { namespace, plural, verb }: ResourceTarget): boolean {
  if (!resource.namespaced) return namespace === '' || plural === 'namespaces';
  return namespace !== '' || ['list', 'watch', 'create'].includes(verb);
}

function perform(machine: Machine, call: Call, verb: string): Reply {
  switch (verb) {
    case 'get':
      return { status: 200, body: readStored(machine, call) };
    case 'list':
      return listObjects(machine, call);
    case 'create':
      return create(machine, call);
    case 'update':
      return update(machine, call);
    case 'patch':
      return patch(machine, call);
    case 'delete':
      return deleteNamed(machine, call);
    case 'deletecollection':
      return deleteCollection(machine, call);
    default:
      throw methodNotAllowed();
  }
}

function create(machine: Machine, call: Call): Reply {
  const { resource, namespace } = call;
  if (call.subresource === 'token') return requestToken(machine, machine.tokens, call);
  const isAtCollection = call.name === '' && (namespace !== '' || !resource.namespaced);
  if (!isAtCollection) throw methodNotAllowed();
  const options = writeOptions(machine, call);
  const { object, warnings } = createObject(machine, resource, namespace, bodyOf(call), options);
  return { status: 201, body: object, warnings };
}
