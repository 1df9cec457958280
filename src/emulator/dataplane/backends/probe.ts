/** One probe of one pool member, judged as the gateway does, with the text that it would log. */
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../clock/clock.ts';
import type { SocketAddress } from '../../contracts.ts';
import type { ProbeSpec } from '../compile/configuration.ts';
import { connectBackend } from './connect.ts';
import { certificateProblem } from './certificate-problem.ts';

export interface ProbeResult {
  readonly healthy: boolean;
  readonly log: string;
}

const TIMED_OUT =
  "Time taken by the backend to respond to application gateway's health probe is more than the timeout threshold in the probe setting.";
const NOT_CONNECTED = 'Application Gateway could not connect to the backend.';
const STOPPED = 'The probe was stopped.';

export async function probe(
  spec: ProbeSpec,
  address: string,
  socketAddress: SocketAddress,
  clock: Clock,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const over = new AbortController();
  const ended = AbortSignal.any([signal, over.signal]);
  const timedOut = clock.sleep(spec.timeoutMs, ended).then(
    () => failed(TIMED_OUT),
    () => failed(STOPPED),
  );
  const answered = exchange(spec, spec.host ?? address, socketAddress, ended).catch((error: unknown) =>
    failed(certificateProblem(error, spec.tls) ?? `${NOT_CONNECTED} ${messageOf(error)}`),
  );
  try {
    return await Promise.race([answered, timedOut]);
  } finally {
    over.abort();
  }
}

function exchange(
  spec: ProbeSpec,
  host: string,
  socketAddress: SocketAddress,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ProbeResult>();
  request({
    createConnection: () => connectBackend(socketAddress, spec.tls, host),
    path: spec.path,
    headers: { Host: host, Connection: 'close' },
    signal,
  })
    .on('error', reject)
    .on('response', (response) => {
      judge(spec, response).then(resolve, reject);
    })
    .end();
  return promise;
}

async function judge(spec: ProbeSpec, response: IncomingMessage): Promise<ProbeResult> {
  const status = response.statusCode ?? 0;
  const text = Buffer.concat(await response.toArray()).toString('latin1');
  if (!acceptsStatus(spec.statusCodes, status)) {
    const expected = spec.statusCodes.join(',');
    return failed(
      `Status code of the backend's HTTP response did not match the probe setting. Expected:${expected} Received:${status}.`,
    );
  }
  if (!text.includes(Buffer.from(spec.body).toString('latin1'))) {
    return failed("Body of the backend's HTTP response did not match the probe setting.");
  }
  return { healthy: true, log: `Success. Received ${status} status code` };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const failed = (log: string): ProbeResult => ({ healthy: false, log });

function acceptsStatus(ranges: readonly string[], status: number): boolean {
  return ranges.some((range) => {
    const [from = '', to = from] = range.split('-');
    return status >= Number(from) && status <= Number(to);
  });
}
