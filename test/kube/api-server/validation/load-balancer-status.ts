/** `status.loadBalancer` of an Ingress or a Service. Unlike an endpoint it may name a loopback address. */
import { isIP } from 'node:net';
import { dnsSubdomain } from '../../../../src/manifests/kinds/names.ts';
import { cause } from '../failures.ts';
import type { Cause } from '../failures.ts';
import { isMap, listAt, mapAt } from '../objects.ts';
import type { KubeObject } from '../objects.ts';

export function validateLoadBalancerStatus(object: KubeObject): readonly Cause[] {
  return listAt(mapAt(mapAt(object, 'status'), 'loadBalancer'), 'ingress').flatMap((entry, index) =>
    isMap(entry) ? addressCauses(entry, `status.loadBalancer.ingress[${index}]`) : [],
  );
}

function addressCauses({ ip, hostname }: Readonly<Record<string, unknown>>, path: string): Cause[] {
  const causes: Cause[] = [];
  if (typeof ip === 'string' && ip !== '' && isIP(ip) === 0) {
    causes.push(cause(`${path}.ip`, 'must be a valid IP address'));
  }
  if (typeof hostname !== 'string' || hostname === '') return causes;
  if (isIP(hostname) !== 0) causes.push(cause(`${path}.hostname`, 'must be a DNS name, not an IP address'));
  const reason = dnsSubdomain(hostname);
  return reason === null ? causes : [...causes, cause(`${path}.hostname`, reason)];
}
