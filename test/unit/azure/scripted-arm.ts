/** An ARM that answers from a script, and a client of it whose sleeps take no time but are written down. */
import { createGatewayClient } from '../../../src/azure/gateway-client.ts';
import type { GatewayClientOptions } from '../../../src/azure/gateway-client.ts';
import { staticToken } from '../../../src/azure/credential.ts';
import type { Clock } from '../../../src/clock/clock.ts';
import type { GatewayClient } from '../../../src/controller/ports.ts';
import { inProcessHttpClient } from '../../helpers/in-process-http-client.ts';
import type { InProcessRequest } from '../../helpers/in-process-http-client.ts';

export const GATEWAY_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/dev/providers/Microsoft.Network/applicationGateways/dev';
export const ENDPOINT = 'https://arm.test';
export const OPERATION_URL = `${ENDPOINT}/subscriptions/s/operations/1?api-version=2023-11-01&t=6&c=a%2Bb&s=x%3D`;

export interface Scripted {
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
}
/** An answer, or what the network throws. */
export type Step = Scripted | Error | ((request: InProcessRequest) => Promise<Scripted>);

export interface ScriptedArm {
  readonly client: GatewayClient;
  readonly requests: readonly InProcessRequest[];
  readonly sleeps: readonly number[];
}

export function scriptedArm(
  steps: readonly Step[],
  options: Partial<GatewayClientOptions> = {},
): ScriptedArm {
  const requests: InProcessRequest[] = [];
  const sleeps: number[] = [];
  const clock: Clock = {
    now: () => 0,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      sleeps.push(ms);
    },
  };
  const httpClient = inProcessHttpClient(async (request) => {
    requests.push(request);
    const step = steps[requests.length - 1];
    if (step === undefined) throw new Error(`request ${requests.length} is not in the script`);
    if (step instanceof Error) throw step;
    const { status = 200, headers = {}, body } = typeof step === 'function' ? await step(request) : step;
    const json = { 'content-type': 'application/json; charset=utf-8', ...headers };
    return { status, headers: json, body: body === undefined ? '' : JSON.stringify(body) };
  });
  const client = createGatewayClient({
    resourceId: GATEWAY_ID,
    endpoint: ENDPOINT,
    scope: `${ENDPOINT}/.default`,
    credential: staticToken('secret'),
    clock,
    userAgent: 'appgw-ingress/test',
    httpClient,
    ...options,
  });
  return { client, requests, sleeps };
}

/** What the transport throws when a connection breaks. */
export const lostConnection = (code = 'ECONNRESET'): Error =>
  Object.assign(new Error('socket hang up'), { name: 'RestError', code });

export const accepted: Scripted = {
  headers: { 'azure-asyncoperation': OPERATION_URL },
  body: { properties: {} },
};
export const progress = (status: string, extra: object = {}): Scripted => ({ body: { status, ...extra } });
