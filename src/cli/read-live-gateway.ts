/** The gateway behind a resource id, read from ARM. Loads the SDK. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CLOUDS } from '../azure/clouds.ts';
import { azureIdentity, staticToken, type CredentialSource } from '../azure/credential.ts';
import { createGatewayClient } from '../azure/gateway-client.ts';
import { ResourceIdError } from '../azure/resource-id.ts';
import { systemClock } from '../clock/clock.ts';
import type { RawGateway } from '../appgw/wire.ts';
import type { Config } from '../config/schema.ts';
import { armDiagnostic } from '../controller/arm-diagnostic.ts';
import { ArmError } from '../controller/arm-error.ts';
import { render } from '../diagnostics/render.ts';
import { CliFailure } from './failure.ts';
import type { Io } from './io.ts';
import { reasonOf } from './reason.ts';
import { USER_AGENT } from './version.ts';

export async function readLiveGateway(resourceId: string, config: Config, io: Io): Promise<RawGateway> {
  try {
    const { armEndpoint, scope } = endpointOf(config);
    const client = createGatewayClient({
      resourceId,
      endpoint: armEndpoint,
      scope,
      credential: credentialFor(armEndpoint, config, io),
      clock: systemClock,
      userAgent: USER_AGENT,
      ...(config.armCa === undefined ? {} : { ca: await readCa(config.armCa, io.cwd) }),
    });
    return await client.get();
  } catch (error) {
    if (error instanceof ResourceIdError) throw new CliFailure(error.message, { cause: error });
    if (!(error instanceof ArmError)) throw error;
    const { message, hint } = render(armDiagnostic(error, resourceId));
    throw new CliFailure(`${message} ${hint}`, { cause: error });
  }
}

function endpointOf({ azureEnvironment, armEndpoint }: Config): {
  readonly armEndpoint: string;
  readonly scope: string;
} {
  const cloud = CLOUDS[azureEnvironment];
  return { armEndpoint: armEndpoint ?? cloud.armEndpoint, scope: cloud.armScope };
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
