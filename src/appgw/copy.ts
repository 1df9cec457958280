/** Live sub-resources of ours as parts, as we once wrote them; what is not ours is only referred to. */
import type { LiveGateway } from './live.ts';
import { reference, type Part } from './part.ts';
import type { Child, CollectionName, Collections, SubResource } from './wire.ts';

/** None where the reference leads to somebody else's. */
export function copyOwn<C extends CollectionName>(
  live: LiveGateway,
  collection: C,
  { id }: SubResource,
  project: (properties: Collections[C]) => Collections[C] = withoutReported,
): readonly Part<C>[] {
  const child = findOwn(live, collection, id);
  return child
    ? [{ collection, name: child.name, identity: null, properties: project(child.properties) }]
    : [];
}

export function findOwn<C extends CollectionName>(
  live: LiveGateway,
  collection: C,
  id: string,
): Child<Collections[C]> | undefined {
  const name = id.slice(id.lastIndexOf('/') + 1).toLowerCase();
  return live.own[collection].get(name);
}

/** Our own spelling of a reference to one of ours; a foreign one as it is. */
export function sameReference(
  live: LiveGateway,
  collection: CollectionName,
  { id }: SubResource,
): SubResource {
  const child = findOwn(live, collection, id);
  return child ? reference(live, collection, child.name) : { id };
}

/** A key never comes back, and what stands in its place in a printed document must not be sent. */
export const copyCertificate = (live: LiveGateway, used: SubResource): readonly Part<'sslCertificates'>[] =>
  copyOwn(live, 'sslCertificates', used, ({ keyVaultSecretId }) =>
    keyVaultSecretId === undefined ? {} : { keyVaultSecretId },
  );

/** Members that the service only reports: states, back references, what it read out of certificates. */
const REPORTED = new Set([
  'provisioningState',
  'requestRoutingRules',
  'urlPathMaps',
  'pathRules',
  'httpListeners',
  'backendHttpSettings',
  'sslProfiles',
  'validatedCertData',
  'clientCertIssuerDN',
]);

const withoutReported = <T extends object>(properties: T): T =>
  Object.fromEntries(Object.entries(properties).filter(([member]) => !REPORTED.has(member))) as T;
