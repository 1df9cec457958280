/** Services of type ExternalName: a pool with one name that the gateway resolves, where the policy allows it. */
import { mayUseExternalName } from '../api/policy-check.ts';
import type { Policy } from '../api/policy.ts';
import type { Service } from '../cluster/objects.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Resolution, ServiceReference } from './backend.ts';
import { findPort } from './service-port.ts';

const DNS_NAME =
  /^(?=.{1,253}$)[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)+$/;

export function resolveExternalName(
  service: Service,
  reference: ServiceReference,
  policy: Policy,
): Resolution {
  const { namespace, name } = service.metadata;
  const externalName = (service.spec.externalName ?? '').toLowerCase().replace(/\.$/, '');
  const detail = { service: `${namespace}/${name}`, externalName };
  if (!mayUseExternalName(policy, namespace, externalName)) {
    return { backend: null, problems: (by) => [diagnose('EXTERNAL_NAME_REFUSED', by, detail)] };
  }
  // A name that is an address, or that only the cluster resolves, would never be reached by the gateway.
  if (!DNS_NAME.test(externalName) || /^[\d.]+$|\.cluster\.local$|\.svc$/.test(externalName)) {
    return { backend: null, problems: (by) => [diagnose('EXTERNAL_NAME_UNUSABLE', by, detail)] };
  }
  const declared = findPort(service, reference);
  const port = declared?.port ?? reference.port.number;
  if (port === undefined) {
    const missing = { service: detail.service, port: String(reference.port.name) };
    return { backend: null, problems: (by) => [diagnose('BACKEND_PORT_MISSING', by, missing)] };
  }
  return {
    backend: {
      pool: {
        namespace,
        service: name,
        targetPort: externalName,
        targetType: 'fqdn',
        endpoints: [{ address: externalName, state: 'ready' }],
      },
      port,
      target: { service, port: declared ?? { port } },
    },
    problems: () => [],
  };
}
