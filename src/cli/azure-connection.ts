/** How ARM is reached and with whose identity, as the configuration and Azure's own environment variables say. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CLOUDS } from '../azure/clouds.ts';
import type { ArmPipelineOptions } from '../azure/arm-pipeline.ts';
import { createArmReader, type ArmReader } from '../azure/arm-reader.ts';
import { azureIdentity, identityChain, staticToken, type IdentityOptions } from '../azure/credential.ts';
import { createFirewallPolicies } from '../azure/firewall-policies.ts';
import { createGatewayClient, type GatewayClientOptions } from '../azure/gateway-client.ts';
import { identify, type Identification } from '../azure/identify.ts';
import { createKeyVaults } from '../azure/key-vault.ts';
import { parseGatewayId, ResourceIdError } from '../azure/resource-id.ts';
import type { Config } from '../config/schema.ts';
import type { FirewallPolicies, GatewayClient, KeyVaults } from '../controller/ports.ts';
import { CliFailure } from './failure.ts';
import type { Io } from './io.ts';
import { reasonOf } from './reason.ts';
import { USER_AGENT } from './version.ts';

/** Rejects with a `CliFailure` where the id or the CA cannot be used. */
export async function connectGateway(
  resourceId: string,
  config: Config,
  io: Io,
  extras: Pick<GatewayClientOptions, 'throttle' | 'onAnswer' | 'onStripped' | 'ifMatch'> = {},
): Promise<GatewayClient> {
  const options = await pipelineOptions(config, io);
  return refuseWrongId(() => createGatewayClient({ ...options, resourceId, ...extras }));
}

/** The WAF policies beside a gateway. Rejects with a `CliFailure` as well. */
export async function connectFirewallPolicies(
  gatewayId: string,
  config: Config,
  io: Io,
  extras: Pick<GatewayClientOptions, 'throttle' | 'onAnswer'> = {},
): Promise<FirewallPolicies> {
  const options = await pipelineOptions(config, io);
  return refuseWrongId(() => createFirewallPolicies({ ...options, gatewayId, ...extras }));
}

/** The Key Vaults of the cloud, as far as we may look into them. */
export const connectKeyVaults = (config: Config, io: Io): KeyVaults =>
  createKeyVaults({
    credential: azureIdentity(identityOptions(config, io)),
    suffix: CLOUDS[config.azureEnvironment].vaultSuffix,
  });

/** For what stands around the gateway, in its subscription. Rejects with a `CliFailure` as well. */
export async function connectReader(
  resourceId: string,
  config: Config,
  io: Io,
  extras: Pick<ArmPipelineOptions, 'throttle' | 'onAnswer'> = {},
): Promise<ArmReader> {
  const options = await pipelineOptions(config, io);
  return refuseWrongId(() => {
    const { subscriptionId } = parseGatewayId(resourceId);
    return createArmReader({ ...options, subscriptionId, ...extras });
  });
}

/** Asks each credential in turn for a token. */
export async function identifyOurselves(config: Config, io: Io): Promise<Identification> {
  if (isLoopback(endpointOf(config)))
    return { identified: { credential: 'none: ARM is on loopback', principalId: null }, refused: [] };
  const chain = await identityChain(identityOptions(config, io));
  return identify(chain, CLOUDS[config.azureEnvironment].armScope);
}

async function pipelineOptions(config: Config, io: Io): Promise<Omit<ArmPipelineOptions, 'subscriptionId'>> {
  const endpoint = endpointOf(config);
  return {
    endpoint,
    scope: CLOUDS[config.azureEnvironment].armScope,
    // The emulator takes any token; everything else is asked with the identity of whoever runs the command.
    credential: isLoopback(endpoint) ? staticToken('emulator') : azureIdentity(identityOptions(config, io)),
    clock: io.clock,
    userAgent: USER_AGENT,
    ...(config.armCa === undefined ? {} : { ca: await readCa(config.armCa, io.cwd) }),
  };
}

const endpointOf = ({ armEndpoint, azureEnvironment }: Config): string =>
  armEndpoint ?? CLOUDS[azureEnvironment].armEndpoint;

const isLoopback = (endpoint: string): boolean =>
  ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname);

function refuseWrongId<T>(connect: () => T): T {
  try {
    return connect();
  } catch (error) {
    throw error instanceof ResourceIdError ? new CliFailure(error.message, { cause: error }) : error;
  }
}

function identityOptions({ azureEnvironment }: Config, { environment }: Io): IdentityOptions {
  const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE } = environment;
  const workload =
    AZURE_TENANT_ID && AZURE_CLIENT_ID && AZURE_FEDERATED_TOKEN_FILE
      ? { tenantId: AZURE_TENANT_ID, clientId: AZURE_CLIENT_ID, tokenFile: AZURE_FEDERATED_TOKEN_FILE }
      : null;
  const { authorityHost } = CLOUDS[azureEnvironment];
  return { authorityHost, workload, managedClientId: AZURE_CLIENT_ID ?? null };
}

function readCa(file: string, cwd: string): Promise<string> {
  return readFile(resolve(cwd, file), 'utf8').catch((cause: Error) => {
    throw new CliFailure(`--arm-ca ${file}: ${reasonOf(cause)}`, { cause });
  });
}
