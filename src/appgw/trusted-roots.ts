/** trustedRootCertificates: one part per certificate of a bundle, identity is its SHA-256; or somebody else's by name. */
import { hash } from 'node:crypto';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Backend, Owner, TrustedRoot } from '../routing/model.ts';
import type { LiveGateway } from './live.ts';
import { makePart, referenceTo, type Part } from './part.ts';
import { findForeign } from './referable.ts';
import type { SubResource } from './wire.ts';

export interface TrustedRoots {
  readonly references: readonly SubResource[];
  readonly parts: readonly Part<'trustedRootCertificates'>[];
  /** What the references stand for, the same on every gateway. */
  readonly identity: readonly string[];
}

/** For roots that `trustedRootRefusal` lets through. */
export function trustedRoots(live: LiveGateway, roots: readonly TrustedRoot[]): TrustedRoots {
  const own = roots.flatMap((root) => (root.kind === 'own' ? rootParts(live, root.ca) : []));
  const parts = [...new Map(own.map((part) => [part.name, part])).values()];
  const foreign = roots.flatMap((root) =>
    root.kind === 'onGateway' ? (findForeign(live, 'trustedRootCertificates', root.name) ?? []) : [],
  );
  return {
    references: [...parts.map((part) => referenceTo(live, part)), ...foreign.map(({ id }) => ({ id }))],
    parts,
    identity: [
      ...parts.map(({ identity }) => identity ?? ''),
      ...foreign.map(({ name }) => name.toLowerCase()),
    ],
  };
}

const rootParts = (
  live: LiveGateway,
  { certificates }: Extract<TrustedRoot, { kind: 'own' }>['ca'],
): readonly Part<'trustedRootCertificates'>[] =>
  certificates.map((der) =>
    // Nothing of the bundle in the name: a certificate of two bundles is uploaded once.
    makePart(live, 'trustedRootCertificates', [hash('sha256', der, 'hex')], 'root', {
      data: Buffer.from(der).toString('base64'),
    }),
  );

/** Null: every root is there, or comes with us. */
export function trustedRootRefusal(
  { settings }: Backend,
  live: LiveGateway,
): ((owner: Owner, item: string) => Diagnostic) | null {
  for (const root of settings.tls.trustedRoots) {
    if (root.kind === 'onGateway' && !findForeign(live, 'trustedRootCertificates', root.name)) {
      return (owner, item) =>
        diagnose('TRUSTED_ROOT_NOT_ON_GATEWAY', owner, { certificate: root.name, item });
    }
  }
  return null;
}
