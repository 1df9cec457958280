import { ASSUMPTIONS } from '../assumptions.ts';
import { affinityHeaders } from './affinity.ts';
import type { Exchange } from './exchange.ts';
import { responseHeaders } from './headers.ts';
import { rewriteResponse } from './rewrite-response.ts';

/** The flat list of headers that the client gets of what the member at that address answered. */
export function clientHeaders(
  exchange: Exchange,
  address: string,
  status: number,
  raw: readonly string[],
): readonly string[] {
  const passed = responseHeaders(raw);
  const cookies = affinityHeaders(exchange, address);
  return ASSUMPTIONS.rewritesSeeAffinityCookies
    ? rewriteResponse(exchange, status, [...passed, ...cookies])
    : [...rewriteResponse(exchange, status, passed), ...cookies];
}
