/** The URLs under which ARM lets an operation be followed: absolute, signed, and about 3 kB long. */
import { randomBytes } from 'node:crypto';
import { OPERATION_API_VERSION } from './front-door.ts';

export interface OperationUrls {
  readonly status: string;
  readonly result: string;
}

export interface OperationPlace {
  /** Scheme and host as the client called them. */
  readonly baseUrl: string;
  readonly subscription: string;
  readonly location: string;
  readonly id: string;
  readonly now: number;
}

const TICKS_AT_EPOCH = 621_355_968_000_000_000n;
const CERTIFICATE_BYTES = 1900;

export function operationUrls({ baseUrl, subscription, location, id, now }: OperationPlace): OperationUrls {
  const region = location.toLowerCase().replaceAll(' ', '');
  const provider = `${baseUrl}/subscriptions/${subscription}/providers/Microsoft.Network/locations/${region}`;
  const query = signature(now);
  return {
    status: `${provider}/operations/${id}?${query}`,
    result: `${provider}/operationResults/${id}?${query}`,
  };
}

/** Time in .NET ticks, certificate, signature, hash. Nothing checks them; their length is the point. */
const signature = (now: number): string =>
  new URLSearchParams({
    'api-version': OPERATION_API_VERSION,
    t: String(TICKS_AT_EPOCH + BigInt(Math.floor(now)) * 10_000n),
    c: random(CERTIFICATE_BYTES),
    s: random(256),
    h: random(32),
  }).toString();

const random = (bytes: number): string => randomBytes(bytes).toString('base64url');
