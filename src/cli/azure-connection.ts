/** How ARM is reached and with whose identity, as the configuration and Azure's own environment variables say. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CLOUDS } from '../azure/clouds.ts';
import { azureIdentity, staticToken, type CredentialSource } from '../azure/credential.ts';
import { createGatewayClient, type GatewayClientOptions } from '../azure/gateway-client.ts';
import { ResourceIdError } from '../azure/resource-id.ts';
import { systemClock } from '../clock/clock.ts';
import type { Config } from '../config/schema.ts';
import type { GatewayClient } from '../controller/ports.ts';
import { CliFailure } from './failure.ts';
import type { Io } from './io.ts';
import { reasonOf } from './reason.ts';
import { USER_AGENT } from './version.ts';

/** Rejects with a `CliFailure` where the id or the CA cannot be used. */
export async function connectGateway(
  resourceId: string,
  config: Config,
  io: Io,
  extras: Pick<GatewayClientOptions, 'throttle' | 'onAnswer' | 'onStripped'> = {},
): Promise<GatewayClient> {
  const cloud = CLOUDS[config.azureEnvironment];
  const endpoint = config.armEndpoint ?? cloud.armEndpoint;
  try {
    return createGatewayClient({
      resourceId,
      endpoint,
      scope: cloud.armScope,
      credential: credentialFor(endpoint, config, io),
      clock: systemClock,
      userAgent: USER_AGENT,
      ...(config.armCa === undefined ? {} : { ca: await readCa(config.armCa, io.cwd) }),
      ...extras,
    });
  } catch (error) {
    throw error instanceof ResourceIdError ? new CliFailure(error.message, { cause: error }) : error;
  }
}

/** The emulator takes any token; everything else is asked with the identity of whoever runs the command. */
function credentialFor(
  endpoint: string,
  { azureEnvironment }: Config,
  { environment }: Io,
): CredentialSource {
  if (['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname))
    return staticToken('emulator');
  const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE } = environment;
  const workload =
    AZURE_TENANT_ID && AZURE_CLIENT_ID && AZURE_FEDERATED_TOKEN_FILE
      ? { tenantId: AZURE_TENANT_ID, clientId: AZURE_CLIENT_ID, tokenFile: AZURE_FEDERATED_TOKEN_FILE }
      : null;
  const { authorityHost } = CLOUDS[azureEnvironment];
  return azureIdentity({ authorityHost, workload, managedClientId: AZURE_CLIENT_ID ?? null });
}

function readCa(file: string, cwd: string): Promise<string> {
  return readFile(resolve(cwd, file), 'utf8').catch((cause: Error) => {
    throw new CliFailure(`--arm-ca ${file}: ${reasonOf(cause)}`, { cause });
  });
}
