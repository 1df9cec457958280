/** The TCP port of a Service that a reference means, by its name or its number. */
import type { Service, ServicePort } from '../cluster/objects.ts';
import type { ServiceReference } from './backend.ts';

export function findPort(service: Service, { port }: ServiceReference): ServicePort | undefined {
  return service.spec.ports?.find(
    (candidate) =>
      (candidate.protocol ?? 'TCP') === 'TCP' &&
      (port.name === undefined ? candidate.port === port.number : candidate.name === port.name),
  );
}
