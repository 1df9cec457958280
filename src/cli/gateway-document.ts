/**
 * Whether a value is a gateway document that the core can work on. Only what the core reads is looked at: all else
 * travels through untouched, whatever its shape.
 */
import { z } from 'zod';
import type { CollectionName, RawGateway } from '../appgw/wire.ts';
import { CliFailure } from './failure.ts';
import { reasonOf } from './reason.ts';

const TEXT = z.string().optional();
const NUMBER = z.number().optional();
const TEXTS = z.array(z.string()).optional();
const REFERENCE = z.looseObject({ id: z.string() }).optional();

const children = (properties: z.core.$ZodLooseShape) =>
  z
    .array(z.looseObject({ name: z.string().min(1), id: TEXT, properties: z.looseObject(properties) }))
    .optional();

const TARGETS = {
  backendAddressPool: REFERENCE,
  backendHttpSettings: REFERENCE,
  redirectConfiguration: REFERENCE,
  rewriteRuleSet: REFERENCE,
};

const COLLECTION = {
  sslCertificates: children({ publicCertData: TEXT, data: TEXT, password: TEXT }),
  trustedRootCertificates: children({}),
  trustedClientCertificates: children({}),
  sslProfiles: children({}),
  frontendPorts: children({ port: z.number() }),
  backendAddressPools: children({
    backendAddresses: z.array(z.looseObject({ ipAddress: TEXT, fqdn: TEXT })).optional(),
  }),
  backendHttpSettingsCollection: children({
    port: NUMBER,
    protocol: TEXT,
    probe: REFERENCE,
    trustedRootCertificates: z.array(z.looseObject({ id: z.string() })).optional(),
  }),
  httpListeners: children({
    frontendIPConfiguration: REFERENCE,
    frontendPort: REFERENCE,
    protocol: TEXT,
    hostName: TEXT,
    hostNames: TEXTS,
    sslCertificate: REFERENCE,
  }),
  urlPathMaps: children({
    defaultBackendAddressPool: REFERENCE,
    defaultBackendHttpSettings: REFERENCE,
    defaultRedirectConfiguration: REFERENCE,
    defaultRewriteRuleSet: REFERENCE,
    pathRules: children({ paths: TEXTS, ...TARGETS }),
  }),
  requestRoutingRules: children({
    priority: NUMBER,
    httpListener: REFERENCE,
    urlPathMap: REFERENCE,
    ...TARGETS,
  }),
  probes: children({ protocol: TEXT, host: TEXT, path: TEXT, port: NUMBER }),
  rewriteRuleSets: children({}),
  redirectConfigurations: children({ targetListener: REFERENCE, targetUrl: TEXT }),
} satisfies { readonly [C in CollectionName]: z.ZodType };

/** ARM reads names of members without case, and AGIC writes some of them in its own. */
const BY_LOWER_CASE_NAME: ReadonlyMap<string, z.ZodType> = new Map(
  Object.entries({
    ...COLLECTION,
    frontendIPConfigurations: children({ publicIPAddress: REFERENCE, subnet: REFERENCE }),
    sku: z.looseObject({ name: TEXT, tier: TEXT }).optional(),
    webApplicationFirewallConfiguration: z.looseObject({}).optional(),
  }).map(([name, schema]) => [name.toLowerCase(), schema]),
);

const DOCUMENT = z
  .looseObject({
    id: TEXT,
    name: TEXT,
    location: TEXT,
    tags: z.record(z.string(), z.string()).optional(),
    properties: z.looseObject({}),
  })
  .check(({ value, issues }) => {
    for (const [name, member] of Object.entries(value.properties)) {
      const found = BY_LOWER_CASE_NAME.get(name.toLowerCase())?.safeParse(member).error?.issues ?? [];
      issues.push(
        ...found.map(({ path, message }) => ({
          code: 'custom' as const,
          input: member,
          message,
          path: ['properties', name, ...path],
        })),
      );
    }
  });

/** `flag`: where the value comes from, for the reason why it is refused. */
export function checkGateway(value: unknown, flag: string): RawGateway {
  const { error } = DOCUMENT.safeParse(value);
  if (!error) return value as RawGateway;
  const hint = looksFlattened(value)
    ? ' ("az network application-gateway show" prints another form; "az rest --method get" gives the document)'
    : '';
  throw new CliFailure(`${flag}: not the document of an Application Gateway: ${reasonOf(error)}${hint}`, {
    cause: error,
  });
}

const looksFlattened = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'httpListeners' in value;
