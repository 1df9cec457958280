/** A publicIPAddresses resource -> what clients reach it by. */
import type { PublicAddress } from '../controller/ports.ts';
import { isObject } from './json.ts';

export function readPublicAddress(body: unknown): PublicAddress {
  const properties = isObject(body) && isObject(body['properties']) ? body['properties'] : {};
  const dns = isObject(properties['dnsSettings']) ? properties['dnsSettings'] : {};
  return { ip: textOf(properties['ipAddress']), hostname: textOf(dns['fqdn']) };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
