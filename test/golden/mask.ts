/**
 * What is new in every run (keys, so fingerprints, so the hash in the name of a certificate) becomes what is the same
 * in every run: a hash of the certificate's label in the case, and the label itself in the place of the PFX.
 */
import { identityHash } from '../../src/appgw/names.ts';
import type { Json, JsonObject, RawGateway } from '../../src/appgw/wire.ts';
import { sortChanges } from '../../src/plan/change.ts';
import { liveItems, nameOf } from '../../src/plan/live.ts';
import type { Plan } from '../../src/plan/plan.ts';
import type { LabelledCertificate } from './pipeline.ts';

export interface Mask {
  /** Of a document whose keys are redacted. */
  readonly gateway: (document: RawGateway) => RawGateway;
  readonly plan: (plan: Plan) => Plan;
}

export function createMask(certificates: readonly LabelledCertificate[]): Mask {
  const stable = new Map(
    certificates.map(({ label, chain, fingerprint }) => [
      identityHash(fingerprint),
      { hash: identityHash('golden', label, chain.length), label: `${label} (${chain.length} in the chain)` },
    ]),
  );
  const replaceHashes = <T>(value: T): T => {
    const text = [...stable].reduce(
      (masked, [real, { hash }]) => masked.replaceAll(`.${real}`, `.${hash}`),
      JSON.stringify(value),
    );
    return JSON.parse(text) as T;
  };
  const labels = new Map([...stable.values()].map(({ hash, label }) => [hash, label]));
  const gateway = (document: RawGateway): RawGateway => {
    const masked = replaceHashes(document);
    const sslCertificates = liveItems(masked, 'sslCertificates').map((item) => describe(item, labels));
    if (sslCertificates.length === 0) return masked;
    return { ...masked, properties: { ...masked.properties, sslCertificates: sslCertificates.sort(byName) } };
  };
  return {
    gateway,
    plan: (plan) => ({
      ...plan,
      changes: sortChanges(replaceHashes(plan.changes)),
      document: gateway(plan.document),
    }),
  };
}

function describe(item: Json, labels: ReadonlyMap<string, string>): Json {
  const { name, properties } = item as { readonly name: string; readonly properties: JsonObject };
  const label = labels.get(name.slice(name.lastIndexOf('.') + 1));
  if (label === undefined || properties['data'] === undefined) return item;
  return { ...(item as JsonObject), properties: { ...properties, data: `PFX of ${label}` } };
}

const byName = (a: Json, b: Json): number => ((nameOf(a) ?? '') < (nameOf(b) ?? '') ? -1 : 1);
