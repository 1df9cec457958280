/** Whole commands, from the start of Node to its end, on manifests in files. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { ClusterKind, ClusterObject } from '../../src/cluster/objects.ts';
import { cluster, SIZES } from './fixtures.ts';
import type { Program } from './processes.ts';

export interface Command extends Program {
  readonly goal?: number;
}

const fromRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Writes what they read to `folder`. */
export function commands(folder: string): readonly Command[] {
  const manifests = join(folder, 'full-gateway.yaml');
  writeFileSync(manifests, asYaml(cluster(SIZES.full)));
  const translate = (path: string): readonly string[] => [fromRoot('src/main.ts'), 'translate', '-f', path];
  return [
    { name: 'node alone', args: ['-e', '0'] },
    {
      name: 'translate -f examples/quickstart',
      args: translate(fromRoot('examples/quickstart')),
      goal: 400,
      // Its Secret is missing: only `dev --dev-tls` mints certificates.
      exitCode: 3,
    },
    { name: 'translate -f a full gateway as YAML', args: translate(manifests) },
  ];
}

const API_VERSIONS: Readonly<Record<ClusterKind, string>> = {
  Ingress: 'networking.k8s.io/v1',
  IngressClass: 'networking.k8s.io/v1',
  Service: 'v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  Secret: 'v1',
  ConfigMap: 'v1',
  Pod: 'v1',
  Namespace: 'v1',
  Node: 'v1',
  AzureApplicationGatewayRewrite: 'appgw.ingress.azure.io/v1beta1',
  AzureIngressProhibitedTarget: 'appgw.ingress.k8s.io/v1',
};

const asYaml = (objects: readonly ClusterObject[]): string =>
  objects
    .map(({ kind, ...rest }) =>
      stringify({ apiVersion: API_VERSIONS[kind], kind, ...withoutNoNamespace(rest) }),
    )
    .join('---\n');

/** Our types give a cluster-scoped object an empty namespace; a manifest has none. */
const withoutNoNamespace = (object: Pick<ClusterObject, 'metadata'>): object => {
  const { namespace, ...metadata } = object.metadata;
  return { ...object, metadata: namespace === '' ? metadata : { namespace, ...metadata } };
};
