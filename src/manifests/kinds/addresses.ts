/** The rules for the addresses of an EndpointSlice, by its address type. */
import { BlockList, isIPv4, isIPv6 } from 'node:net';
import type { Rule } from './fields.ts';
import { fullyQualifiedName } from './names.ts';

/** An API server refuses these so that nobody reaches the nodes' own services through a Service. */
const special = new BlockList();
special.addAddress('0.0.0.0', 'ipv4');
special.addSubnet('127.0.0.0', 8, 'ipv4');
special.addSubnet('169.254.0.0', 16, 'ipv4');
special.addSubnet('224.0.0.0', 24, 'ipv4');
special.addAddress('::', 'ipv6');
special.addAddress('::1', 'ipv6');
special.addSubnet('fe80::', 10, 'ipv6');
special.addSubnet('ff02::', 16, 'ipv6');
const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');

const SPECIAL = 'must not be an unspecified, loopback or link-local address';

const ipv4: Rule<string> = (value) => {
  if (!isIPv4(value)) return `must be an IPv4 address, not ${JSON.stringify(value)}`;
  return special.check(value, 'ipv4') ? `${SPECIAL}: ${value}` : null;
};

const ipv6: Rule<string> = (value) => {
  if (!isIPv6(value) || value.includes('%') || mapped.check(value, 'ipv6')) {
    return `must be an IPv6 address, not ${JSON.stringify(value)}`;
  }
  return special.check(value, 'ipv6') ? `${SPECIAL}: ${value}` : null;
};

export const ADDRESS_RULES = { IPv4: ipv4, IPv6: ipv6, FQDN: fullyQualifiedName } as const;
