/** The gateway behind a resource id, read from ARM once. Loads the SDK. */
import type { RawGateway } from '../appgw/wire.ts';
import type { Config } from '../config/schema.ts';
import { armDiagnostic } from '../controller/arm-diagnostic.ts';
import { ArmError } from '../controller/arm-error.ts';
import { render } from '../diagnostics/render.ts';
import { connectGateway } from './azure-connection.ts';
import { CliFailure } from './failure.ts';
import type { Io } from './io.ts';

export async function readLiveGateway(resourceId: string, config: Config, io: Io): Promise<RawGateway> {
  try {
    const client = await connectGateway(resourceId, config, io);
    return await client.get();
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    const { message, hint } = render(armDiagnostic(error, resourceId));
    throw new CliFailure(`${message} ${hint}`, { cause: error });
  }
}
