/** RBAC as stored: whether the roles bound to a user cover what is asked. There is no other source of permission. */
import { listAt, textAt } from '../objects.ts';
import type { KubeObject } from '../objects.ts';
import type { Store } from '../storage/store.ts';
import type { User } from './user.ts';

export type Attributes = ResourceAttributes | PathAttributes;
export interface ResourceAttributes {
  readonly verb: string;
  readonly group: string;
  readonly plural: string;
  readonly subresource: string;
  /** '': the cluster. */
  readonly namespace: string;
  /** '': no particular object. */
  readonly name: string;
}
export interface PathAttributes {
  readonly verb: string;
  readonly path: string;
}

export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
}

export interface Authorizer {
  allows(user: User, attributes: Attributes): boolean;
  rulesFor(user: User, namespace: string): readonly PolicyRule[];
}

const RBAC = 'rbac.authorization.k8s.io';

export function createAuthorizer(store: Store): Authorizer {
  const bindings = (plural: string, namespace: string): KubeObject[] =>
    store.list(`${RBAC}/${plural}`, namespace).map(({ object }) => object);

  function rulesOf({ roleRef }: KubeObject, namespace: string): PolicyRule[] {
    const isClusterRole = textAt(roleRef, 'kind') === 'ClusterRole';
    const role = store.get(
      `${RBAC}/${isClusterRole ? 'clusterroles' : 'roles'}`,
      isClusterRole ? '' : namespace,
      textAt(roleRef, 'name'),
    );
    return listAt(role, 'rules').map(toRule);
  }

  function rulesFor(user: User, namespace: string): PolicyRule[] {
    const isHis = (binding: KubeObject): boolean =>
      listAt(binding, 'subjects').some((subject) => isSubject(subject, user));
    const cluster = bindings('clusterrolebindings', '').filter(isHis);
    const local = namespace === '' ? [] : bindings('rolebindings', namespace).filter(isHis);
    return [
      ...cluster.flatMap((binding) => rulesOf(binding, '')),
      ...local.flatMap((binding) => rulesOf(binding, namespace)),
    ];
  }

  return {
    rulesFor,
    allows(user, attributes) {
      if ('path' in attributes) return rulesFor(user, '').some((rule) => coversPath(rule, attributes));
      return rulesFor(user, attributes.namespace).some((rule) => coversResource(rule, attributes));
    },
  };
}

function toRule(rule: unknown): PolicyRule {
  const texts = (name: string): string[] => listAt(rule, name).map(String);
  return {
    verbs: texts('verbs'),
    apiGroups: texts('apiGroups'),
    resources: texts('resources'),
    resourceNames: texts('resourceNames'),
    nonResourceURLs: texts('nonResourceURLs'),
  };
}

function isSubject(subject: unknown, { name, groups }: User): boolean {
  const subjectName = textAt(subject, 'name');
  switch (textAt(subject, 'kind')) {
    case 'User':
      return subjectName === name;
    case 'Group':
      return groups.includes(subjectName);
    case 'ServiceAccount':
      return name === `system:serviceaccount:${textAt(subject, 'namespace')}:${subjectName}`;
    default:
      return false;
  }
}

const has = (list: readonly string[], ...values: readonly string[]): boolean =>
  list.includes('*') || values.some((value) => list.includes(value));

function coversResource(rule: PolicyRule, attributes: ResourceAttributes): boolean {
  const { verb, group, plural, subresource, name } = attributes;
  const resources = subresource === '' ? [plural] : [`${plural}/${subresource}`, `*/${subresource}`];
  return (
    has(rule.verbs, verb) &&
    has(rule.apiGroups, group) &&
    has(rule.resources, ...resources) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(name))
  );
}

const coversPath = (rule: PolicyRule, { verb, path }: PathAttributes): boolean =>
  has(rule.verbs, verb) &&
  rule.nonResourceURLs.some((url) => (url.endsWith('*') ? path.startsWith(url.slice(0, -1)) : url === path));
