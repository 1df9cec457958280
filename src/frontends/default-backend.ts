/** The Service that answers 404, and the redirects that the gateway cannot express (decision 6). */
import type { Service } from '../cluster/objects.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import type { DefaultBackend } from '../routing/model.ts';
import type { BackendResolver } from './backend.ts';
import { withProbe } from './backends.ts';
import type { FrontendOptions } from './options.ts';

/** Names of its ports; the 404 port may also be the only one. */
export const NOT_FOUND_PORT = 'http';
export const REDIRECT_PORT = 'redirect';
const HEALTH_PATH = '/healthz';

export function findDefaultBackend(
  snapshot: Snapshot,
  resolve: BackendResolver,
  { defaultBackend, defaults }: FrontendOptions,
): DefaultBackend {
  const service = lookUp(snapshot, defaultBackend);
  const ports = service?.spec.ports?.filter((port) => (port.protocol ?? 'TCP') === 'TCP') ?? [];
  const notFound = ports.find((port) => port.name === NOT_FOUND_PORT) ?? ports[0];
  const redirect = ports.find((port) => port.name === REDIRECT_PORT);
  const namespace = service?.metadata.namespace ?? defaultBackend.namespace ?? '';
  const backend = (port: number) => {
    const resolved = resolve(
      namespace,
      { name: defaultBackend.name, port: { number: port } },
      defaults['target-type'],
    ).backend;
    return resolved && withProbe(resolved, { path: HEALTH_PATH, statusCodes: ['200'] });
  };
  const found = notFound ? backend(notFound.port) : null;
  return {
    service: namespace === '' ? defaultBackend.name : `${namespace}/${defaultBackend.name}`,
    found: found !== null,
    notFound: found ?? missing(namespace, defaultBackend.name),
    redirect: redirect ? backend(redirect.port) : null,
  };
}

function lookUp(snapshot: Snapshot, wanted: FrontendOptions['defaultBackend']): Service | undefined {
  if (wanted.namespace !== null) return snapshot.services.get(`${wanted.namespace}/${wanted.name}`);
  const named = [...snapshot.services.values()].filter((service) => service.metadata.name === wanted.name);
  return named.sort((a, b) => (a.metadata.namespace < b.metadata.namespace ? -1 : 1))[0];
}

const missing = (namespace: string, service: string) =>
  withProbe(
    { pool: { namespace, service, targetPort: NOT_FOUND_PORT, targetType: 'pod', endpoints: [] }, port: 80 },
    { path: HEALTH_PATH, statusCodes: ['200'] },
  );
