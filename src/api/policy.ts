/** `spec.policy` of an ApplicationGateway, and the same object in a config file: what tenants of the gateway may use. */
import { z } from 'zod';
import { dnsLabelOrAny } from './patterns.ts';

const list = <T extends z.ZodType>(item: T, most: number, description: string) =>
  z.array(item).max(most).meta({ description, 'x-kubernetes-list-type': 'atomic' });

const NAMESPACES = list(dnsLabelOrAny(), 1000, 'Namespaces that it holds for; "*": all.').min(1);
const names = (what: string) =>
  list(
    z.string().min(1).max(400),
    400,
    `${what} that they may name; "*": all; absent: none.`,
  ).exactOptional();

const KEY_VAULTS = z.object({
  namespaces: NAMESPACES,
  vaults: list(
    z.string().min(1).max(253),
    100,
    'Host names of vaults, like shop.vault.azure.net; "*": all.',
  ).min(1),
});

const REFERENCES = z.object({
  namespaces: NAMESPACES,
  sslCertificates: names('Certificates on the gateway'),
  sslProfiles: names('SSL profiles on the gateway'),
  trustedRootCertificates: names('Root certificates on the gateway'),
  rewriteRuleSets: names('Rewrite rule sets on the gateway'),
  wafPolicies: names('Resource ids of WAF policies'),
});

const EXTERNAL_NAMES = z.object({
  namespaces: NAMESPACES,
  names: list(
    z.string().min(1).max(253),
    400,
    'Names that they may point to, like *.example.com; absent: any.',
  ).exactOptional(),
});

const HOST_CLAIMS = z.object({
  hosts: list(
    z.string().min(1).max(253),
    100,
    'Hosts that are reserved: a name, *.example.com with all below it, or "*" for all others and rules without a host.',
  ).min(1),
  namespaces: NAMESPACES,
});

export const POLICY = z
  .object({
    hostClaims: list(
      HOST_CLAIMS,
      400,
      'Hosts that only the Ingresses of some namespaces may use; a host in no claim is free for all.',
    ).exactOptional(),
    keyVaults: list(KEY_VAULTS, 100, 'Who may name which Key Vaults; absent: nobody any.').exactOptional(),
    references: list(
      REFERENCES,
      400,
      'Who may name what is on the gateway; absent: everybody everything that is not ours, as with AGIC.',
    ).exactOptional(),
    externalNames: list(
      EXTERNAL_NAMES,
      100,
      'Who may route to Services of type ExternalName; absent: nobody.',
    ).exactOptional(),
    frontends: z
      .array(z.enum(['public', 'private']))
      .min(1)
      .max(2)
      .exactOptional()
      .meta({
        description: 'Frontends that Ingresses may use, also those that name none; absent: both.',
        'x-kubernetes-list-type': 'set',
      }),
  })
  .describe('What the namespaces on this gateway may use beyond their own objects.');

export type Policy = z.output<typeof POLICY>;
