/** Cookie affinity: which member a client wants, and the two cookies that make it want the one that served it. */
import { ASSUMPTIONS } from '../assumptions.ts';
import { affinityToken } from '../backends/affinity-token.ts';
import type { Preference } from '../backends/balancer.ts';
import { readCookie } from './cookies.ts';
import type { Exchange } from './exchange.ts';

/** Null for a client that takes any member. */
export function preferenceOf({ request, action }: Exchange): Preference | null {
  const { affinity, port } = action.target;
  if (affinity === null) return null;
  const token = readCookie(request, affinity) || readCookie(request, corsName(affinity));
  return token === '' ? null : (address) => token === affinityToken(address, port);
}

/** A flat list of headers; empty if the client has them already. */
export function affinityHeaders(exchange: Exchange, address: string): readonly string[] {
  const { affinity, port } = exchange.action.target;
  if (affinity === null) return [];
  if (preferenceOf(exchange)?.(address) && !ASSUMPTIONS.affinityCookieOnEveryResponse) return [];
  const token = affinityToken(address, port);
  return [
    'Set-Cookie',
    `${corsName(affinity)}=${token}; Path=/; SameSite=None; Secure`,
    'Set-Cookie',
    `${affinity}=${token}; Path=/`,
  ];
}

/** For requests from other sites: browsers send the plain one only to its own. */
const corsName = (name: string): string => `${name}CORS`;
