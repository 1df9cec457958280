/** The objects of the scenarios, in the form in which they are sent to an API server. */
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { applicationGatewayCrd } from '../../../src/api/crd.ts';
import type { ClusterObject, Pod } from '../../../src/cluster/objects.ts';
import { RESOURCES } from '../../../src/kube/resources.ts';
import { CASES } from '../../helm/cases.ts';
import { NAMESPACE as CHART_NAMESPACE } from '../../helm/helm.ts';
import { ingress, ingressClass, service, slice } from '../../helpers/objects.ts';
import type { KubeInput } from '../api-server/contracts.ts';

export const CHART = { namespace: CHART_NAMESPACE, account: 'edge-appgw-ingress' } as const;

export const toKube = (object: ClusterObject): KubeInput => ({
  apiVersion: RESOURCES[object.kind].apiVersion,
  ...object,
  ...(object.kind === 'Pod' && { spec: withImages(object.spec) }),
});

/** The core has no use for them, and a Pod cannot be without. */
const withImages = (spec: Pod['spec']) => ({
  ...spec,
  containers: spec.containers.map((container) => ({ ...container, image: 'web' })),
});

const namespace = (name: string): KubeInput => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });

/** What the chart gives the controller to be and to do: its account, exactly its rights, and its ConfigMaps. */
const access = (): readonly KubeInput[] =>
  parseAllDocuments(readFileSync(CASES.find(({ name }) => name === 'gateway-by-setting')!.out, 'utf8'))
    .map((document) => document.toJS() as KubeInput)
    .filter(({ kind }) => /^(ServiceAccount|ConfigMap|(Cluster)?Role(Binding)?)$/.test(kind));

/** The namespaces, the CRD, the chart's account and rights, a class, and the Service `web` with one Pod. */
export const SURROUNDINGS: readonly KubeInput[] = [
  namespace('shop'),
  namespace(CHART.namespace),
  applicationGatewayCrd(),
  ...access(),
  ...[ingressClass(), service(), slice(['10.0.0.1'])].map(toKube),
];

/** `a.com` to the Service `web`. */
export const WEB = ingress({ name: 'web', rules: { 'a.com': ['/'] } });
