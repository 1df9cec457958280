/**
 * Directed cases of annotations. What is asked is a URL, then what is special about the client, like `on private`, `as
 * partner` or `up to TLSv1.2`; its port is one of the gateway. Answers are as in the table of `case.ts`; a redirect
 * comes with its status, and `no handshake` means that TLS fails.
 */
import type { RawGateway } from '../../../src/appgw/wire.ts';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { makeAuthority, makeCertificate } from '../../helpers/certificates.ts';
import type { IngressInit } from '../../helpers/objects.ts';
import type { LabRequest } from '../lab.ts';
import { ingresses, SURROUNDINGS } from './case.ts';

export interface AnnotatedCase {
  readonly says: string;
  readonly given: readonly ClusterObject[];
  readonly gateway?: RawGateway;
  readonly answers: { readonly [ask: string]: string };
}

type Init = IngressInit & { readonly says?: { readonly [annotation: string]: string } };

const PREFIX = 'appgw.ingress.kubernetes.io/';

export const annotated = (inits: { readonly [name: string]: Init }): readonly ClusterObject[] =>
  ingresses(
    Object.fromEntries(
      Object.entries(inits).map(([name, { says = {}, ...init }]) => {
        const annotations = Object.entries(says).map(([key, value]) => [PREFIX + key, value]);
        return [name, { ...init, annotations: Object.fromEntries(annotations) }];
      }),
    ),
  );

export const row = (
  says: string,
  inits: { readonly [name: string]: Init },
  answers: AnnotatedCase['answers'],
  rest: { readonly others?: readonly ClusterObject[]; readonly gateway?: RawGateway } = {},
): AnnotatedCase => {
  const { others = [], ...gateway } = rest;
  return { says, given: [...annotated(inits), ...SURROUNDINGS, ...others], ...gateway, answers };
};

export const AUTHORITIES = { partner: makeAuthority('partner'), stranger: makeAuthority('stranger') };

const CLIENTS = Object.fromEntries(
  Object.entries(AUTHORITIES).map(([name, issuer]) => {
    const { certPem, keyPem } = makeCertificate({ hosts: ['client.test'], issuer });
    return [name, { cert: certPem, key: keyPem }];
  }),
);

export function annotatedRequest(ask: string): LabRequest {
  const match = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/\S*)(?: (on private|as \w+|up to TLSv1\.2))?$/.exec(ask);
  if (!match) throw new Error(`not a request: ${ask}`);
  const [, scheme, host = '', port, path = '/', client = ''] = match;
  const secure = scheme === 'https';
  return {
    host,
    path,
    secure,
    port: port ? Number(port) : secure ? 443 : 80,
    ...(client === 'on private' && { frontend: 'private' }),
    ...(client.startsWith('as ') && { tls: CLIENTS[client.slice(3)]! }),
    ...(client === 'up to TLSv1.2' && { tls: { maxVersion: 'TLSv1.2' } }),
  };
}
