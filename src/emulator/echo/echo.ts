/**
 * What answers behind the emulated gateway: servers on loopback that play the endpoints of a cluster and say what
 * reached them (`answer.ts` has the JSON, design section 5 its contract).
 *
 * In: who the endpoint is (namespace, Service, Pod, port), and a certificate if it shall speak TLS.
 * Out: a loopback address. `startEcho` is one endpoint; `fleet.ts` keeps a whole cluster's worth in step.
 * It must not know the gateway, the document, or how an endpoint came to be.
 */
import type { SocketAddress } from '../contracts.ts';
import type { EchoIdentity } from './answer.ts';
import { createEchoHost } from './host.ts';
import type { EchoHostOptions } from './host.ts';

export interface Echo extends SocketAddress {
  close(): Promise<void>;
}

export async function startEcho(options: EchoIdentity & EchoHostOptions): Promise<Echo> {
  const host = createEchoHost(options);
  const { address } = await host.open(options);
  return { ...address, close: () => host.close() };
}
