import type { Backend, TrustedRoot } from '../routing/model.ts';

/** Equal for backends that become the same pool, settings and probe; members do not count, they follow from the pool. */
export function backendKey({ pool, settings, probe }: Backend): string {
  const { tls, ...rest } = settings;
  const roots = tls.trustedRoots.map(rootKey);
  return JSON.stringify([
    [pool.namespace, pool.service, pool.targetPort, pool.targetType],
    rest,
    { ...tls, trustedRoots: roots },
    probe,
  ]);
}

/** By its fingerprint, not by its bytes. */
const rootKey = (root: TrustedRoot): readonly string[] =>
  root.kind === 'own' ? ['own', root.ca.fingerprint] : ['onGateway', root.name.toLowerCase()];
