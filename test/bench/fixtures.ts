/** Clusters of a given size: the same objects for the same numbers, and nothing drawn by chance but private keys. */
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { defaultBackend, ingress, ingressClass, service, slice } from '../helpers/objects.ts';
import { makeCertificate, tlsSecret, type KeyKind, type TestCertificate } from '../helpers/certificates.ts';

export interface Size {
  /** Each with one host, three paths, one Service and one EndpointSlice. */
  readonly ingresses: number;
  /** Ready addresses of each Service. */
  readonly targets: number;
  /** A certificate for every host, and plain HTTP redirected to it. */
  readonly tls?: boolean;
}

export const SIZES = {
  ten: { ingresses: 10, targets: 3 },
  hundred: { ingresses: 100, targets: 3 },
  full: { ingresses: 100, targets: 100 },
  fullTls: { ingresses: 100, targets: 100, tls: true },
} as const satisfies Record<string, Size>;

export type SizeName = keyof typeof SIZES;

/** The objects of one gateway; another `gateway` number gives other hosts, names and addresses. */
export function cluster({ ingresses, targets, tls = false }: Size, gateway = 0): readonly ClusterObject[] {
  const sites = Array.from({ length: ingresses }, (_, index) => site(index, gateway, targets, tls));
  return [ingressClass(), ...defaultBackend(), ...sites.flat()];
}

/** One address of the first Service is another one: what a pod that was replaced looks like. */
export function withOneEndpointReplaced(objects: readonly ClusterObject[]): readonly ClusterObject[] {
  const index = objects.findIndex(
    ({ kind, metadata }) => kind === 'EndpointSlice' && metadata.name === 'app-000-1',
  );
  const changed = objects[index];
  if (changed?.kind !== 'EndpointSlice') throw new Error('the fixture has no such slice');
  const endpoints = [{ addresses: ['10.255.255.254'] }, ...changed.endpoints.slice(1)];
  return objects.with(index, { ...changed, endpoints });
}

export const certificate = (hosts: readonly string[], key: KeyKind): TestCertificate =>
  makeCertificate({ hosts, key });

function site(index: number, gateway: number, targets: number, tls: boolean): readonly ClusterObject[] {
  const name = `app-${String(index).padStart(3, '0')}`;
  const namespace = `team-${String(index % 10)}`;
  const host = `${name}.gateway-${gateway}.example.com`;
  const secret = `${name}-tls`;
  const meta = { name, namespace, age: index };
  return [
    ingress({
      ...meta,
      rules: { [host]: [`/ ${name}`, `/api ${name}`, `=/login ${name}`] },
      ...(tls && { tls: [[secret, host]] }),
    }),
    service(meta),
    slice(addresses(index, gateway, targets), { service: name, namespace }),
    ...(tls ? [tlsSecret(namespace, secret, certificate([host], 'ec'))] : []),
  ];
}

const addresses = (index: number, gateway: number, targets: number): readonly string[] =>
  Array.from({ length: targets }, (_, target) => `10.${100 + gateway}.${index}.${target + 1}`);
