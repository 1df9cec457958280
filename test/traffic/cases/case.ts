/**
 * Directed cases as a table: what a text says, the manifests, and what each request is answered. An answer is
 * `namespace/service`, a status, `301 LOCATION` or `refused`; with `as namespace/secret` also whose certificate.
 */
import type { ClusterObject, Ingress } from '../../../src/cluster/objects.ts';
import { makeCertificate, tlsSecret } from '../../helpers/certificates.ts';
import type { TrafficRequest } from '../oracle.ts';
import { ingress, service, slice, type IngressInit } from '../../helpers/objects.ts';

export interface Case {
  readonly says: string;
  readonly given: readonly ClusterObject[];
  readonly answers: { readonly [url: string]: string };
}

const NAMESPACES = ['shop', 'blog'];
const SERVICES = ['web', 'api', 'cdn', 'old'];

/** In both namespaces: four Services with one endpoint each, and the Secrets `cert` and `wild`. */
export const SURROUNDINGS: readonly ClusterObject[] = NAMESPACES.flatMap((namespace, n) => [
  ...SERVICES.flatMap((name, s) => [
    service({ name, namespace }),
    slice([`10.0.${n}.${s + 1}`], { service: name, namespace }),
  ]),
  tlsSecret(namespace, 'cert', makeCertificate({ hosts: ['a.test'], commonName: `cert of ${namespace}` })),
  tlsSecret(namespace, 'wild', makeCertificate({ hosts: ['*.test'], commonName: `wild of ${namespace}` })),
]);

interface Init extends IngressInit {
  /** No creationTimestamp. */
  readonly ageless?: true;
}

/** Ingresses by name, each as old as its place in the list says, unless it says so itself. */
export const ingresses = (inits: { readonly [name: string]: Init }): readonly Ingress[] =>
  Object.entries(inits).map(([name, { ageless, ...init }], age) =>
    ingress({ name, ...(!ageless && { age }), ...init }),
  );

export const row = (
  says: string,
  inits: { readonly [name: string]: Init },
  answers: Case['answers'],
  others: readonly ClusterObject[] = [],
): Case => ({ says, given: [...ingresses(inits), ...SURROUNDINGS, ...others], answers });

export function requestOf(url: string): TrafficRequest {
  const [, scheme, host = '', path = '/'] = /^(https?):\/\/([^/]+)(.*)$/.exec(url) ?? [];
  return { port: scheme === 'https' ? 443 : 80, host, path };
}
