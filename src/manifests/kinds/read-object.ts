/**
 * One untyped object in, a projected one out, or what an API server would refuse in it. It must not know where the
 * object came from. A kind is added here and in a file of its own.
 */
import type { ClusterObject, ObjectMeta } from '../../cluster/objects.ts';
import type { ObjectRef } from '../../diagnostics/diagnostic.ts';
import { at, isRecord, rootField, type Field, type Problem, type Rule } from './fields.ts';
import { readConfigMap } from './config-map.ts';
import { readEndpointSlice } from './endpoint-slice.ts';
import { readIngressClass } from './ingress-class.ts';
import { readIngress } from './ingress.ts';
import { readMetadata } from './metadata.ts';
import { dnsLabel, dnsSubdomain } from './names.ts';
import { readNamespace } from './namespace.ts';
import { readNode } from './node.ts';
import { readPod } from './pod.ts';
import { readProhibitedTarget } from './prohibited-target.ts';
import { readRewrite } from './rewrite.ts';
import { readSecret } from './secret.ts';
import { readService } from './service.ts';
import { readDeployment, type Workload } from './workload.ts';

export type Read =
  | {
      readonly outcome: 'object';
      readonly object: ClusterObject | Workload;
      readonly unknown: readonly Problem[];
    }
  | { readonly outcome: 'refused'; readonly ref: ObjectRef; readonly problems: readonly Problem[] }
  | {
      readonly outcome: 'unserved';
      readonly ref: ObjectRef;
      readonly apiVersion: string;
      readonly use: string;
    }
  | { readonly outcome: 'ignored'; readonly kind: string }
  | { readonly outcome: 'notAnObject'; readonly reason: string };

interface Kind {
  readonly apiVersion: string;
  /** Groups that served the kind in the past. */
  readonly formerGroups?: readonly string[];
  readonly scope: 'namespaced' | 'cluster';
  readonly name: Rule<string>;
  readonly read: (root: Field, metadata: ObjectMeta) => ClusterObject | Workload;
}

const KINDS: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['Ingress', namespaced('networking.k8s.io/v1', dnsSubdomain, readIngress, ['extensions'])],
  [
    'IngressClass',
    { apiVersion: 'networking.k8s.io/v1', scope: 'cluster', name: dnsSubdomain, read: readIngressClass },
  ],
  // Newer API servers let the name of a Service begin with a digit.
  ['Service', namespaced('v1', dnsLabel, readService)],
  ['EndpointSlice', namespaced('discovery.k8s.io/v1', dnsSubdomain, readEndpointSlice)],
  ['Secret', namespaced('v1', dnsSubdomain, readSecret)],
  ['ConfigMap', namespaced('v1', dnsSubdomain, readConfigMap)],
  ['Pod', namespaced('v1', dnsSubdomain, readPod)],
  ['Node', { apiVersion: 'v1', scope: 'cluster', name: dnsSubdomain, read: readNode }],
  ['Namespace', { apiVersion: 'v1', scope: 'cluster', name: dnsLabel, read: readNamespace }],
  ['AzureApplicationGatewayRewrite', namespaced('appgw.ingress.azure.io/v1beta1', dnsSubdomain, readRewrite)],
  ['AzureIngressProhibitedTarget', namespaced('appgw.ingress.k8s.io/v1', dnsSubdomain, readProhibitedTarget)],
  ['Deployment', namespaced('apps/v1', dnsSubdomain, readDeployment, ['extensions'])],
]);

function namespaced(
  apiVersion: string,
  name: Rule<string>,
  read: Kind['read'],
  formerGroups: string[] = [],
): Kind {
  return { apiVersion, formerGroups, scope: 'namespaced', name, read };
}

const groupOf = (apiVersion: string): string => apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));

export function readObject(value: unknown): Read {
  if (!isRecord(value)) return { outcome: 'notAnObject', reason: 'it is not a map of fields' };
  const { apiVersion, kind } = value;
  if (!isName(apiVersion)) return { outcome: 'notAnObject', reason: 'apiVersion is missing' };
  if (!isName(kind)) return { outcome: 'notAnObject', reason: 'kind is missing' };
  const known = KINDS.get(kind);
  if (!known) return { outcome: 'ignored', kind };
  const group = groupOf(apiVersion);
  if (group !== groupOf(known.apiVersion) && !known.formerGroups?.includes(group)) {
    return { outcome: 'ignored', kind: `${kind}.${group}` };
  }
  if (apiVersion !== known.apiVersion) {
    return { outcome: 'unserved', ref: refOf(value, kind, known), apiVersion, use: known.apiVersion };
  }
  return readKnown(value, kind, known);
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

function readKnown(value: unknown, kind: string, known: Kind): Read {
  const root = rootField(value);
  const object = known.read(root, readMetadata(root, known.scope, known.name));
  const { refusals, unknown } = root.problems;
  if (refusals.length > 0) return { outcome: 'refused', ref: refOf(value, kind, known), problems: refusals };
  return { outcome: 'object', object, unknown };
}

/** Who an object says it is, although it is refused. */
function refOf(value: unknown, kind: string, known: Kind): ObjectRef {
  const metadata = at(rootField(value), 'metadata');
  const name = at(metadata, 'name').value;
  const namespace = at(metadata, 'namespace').value;
  return {
    kind,
    namespace: known.scope === 'cluster' ? '' : isName(namespace) ? namespace : 'default',
    name: isName(name) ? name : '',
  };
}
