/** The gateway behind a resource id, read from ARM once. Loads the SDK. */
import type { RawGateway } from '../appgw/wire.ts';
import type { Config } from '../config/schema.ts';
import { refuseArm } from './arm-failure.ts';
import { connectGateway } from './azure-connection.ts';
import type { Io } from './io.ts';

export async function readLiveGateway(resourceId: string, config: Config, io: Io): Promise<RawGateway> {
  const client = await connectGateway(resourceId, config, io);
  return client.get().catch(refuseArm(resourceId));
}
