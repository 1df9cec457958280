import type { Backend } from '../routing/model.ts';

/** Equal for backends that become the same pool, settings and probe; members do not count, they follow from the pool. */
export const backendKey = ({ pool, settings, probe }: Backend): string =>
  JSON.stringify([pool.namespace, pool.service, pool.targetPort, pool.targetType, settings, probe]);
