/** A virtualNetworks/subnets resource -> what decides whether the gateway in it works. */
import { ArmError } from '../controller/arm-error.ts';
import { isObject } from './json.ts';

export interface Subnet {
  /** At least one. */
  readonly prefixes: readonly [string, ...string[]];
  /** Services that it is delegated to, such as `Microsoft.Network/applicationGateways`. */
  readonly delegations: readonly string[];
  readonly routeTableId: string | null;
}

export function readSubnet(body: unknown): Subnet {
  const properties = memberOf(body, 'properties');
  const { addressPrefix, addressPrefixes, delegations } = properties;
  const [first, ...rest] = textsOf([
    addressPrefix,
    ...(Array.isArray(addressPrefixes) ? addressPrefixes : []),
  ]);
  if (first === undefined) {
    const message = 'the answer to the GET of the subnet has no address range';
    throw new ArmError({ code: 'UnexpectedBody', kind: 'transient', message });
  }
  return {
    prefixes: [first, ...rest],
    delegations: textsOf(
      (Array.isArray(delegations) ? delegations : []).map(
        (delegation) => memberOf(delegation, 'properties')['serviceName'],
      ),
    ),
    routeTableId: textsOf([memberOf(properties, 'routeTable')['id']])[0] ?? null,
  };
}

function memberOf(value: unknown, name: string): { readonly [member: string]: unknown } {
  const member = isObject(value) ? value[name] : undefined;
  return isObject(member) ? member : {};
}

const textsOf = (values: readonly unknown[]): readonly string[] => [
  ...new Set(values.filter((value) => typeof value === 'string')),
];
