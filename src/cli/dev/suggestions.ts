/** Requests worth trying on what is served: one with TLS, a plain one, and one that nothing matches. */
import type { Route, Routing, Site } from '../../routing/model.ts';
import type { ListeningPort } from '../../emulator/contracts.ts';

/** Null: the port that it needs is not served. */
export type Suggestion = (listeners: readonly ListeningPort[], ca: string | null) => string | null;

export function curlLines({ sites }: Routing): readonly Suggestion[] {
  const secure = sites.find((site) => site.protocol === 'Https' && isExact(site));
  const plain = sites.find(
    (site) =>
      site.protocol === 'Http' && site.securePort === null && site.routes.length > 0 && site.hosts.length > 0,
  );
  return [
    ...(secure ? [withTls(secure)] : []),
    ...(plain ? [overHttp(hostOf(plain), pathOf(plain))] : []),
    ...(secure ? [overHttp(hostOf(secure), '/')] : []),
    overHttp('unknown.example.org', '/'),
  ];
}

const isExact = ({ hosts }: Site): boolean => hosts.length === 1 && !hosts[0]!.includes('*');
const hostOf = ({ hosts }: Site): string => hosts[0]!.replace('*', 'any');

function pathOf({ routes }: Site): string {
  const longest = (a: Route, b: Route): number => b.match.path.length - a.match.path.length;
  return routes.toSorted(longest)[0]?.match.path.replace(/\*$/, '') ?? '/';
}

const portOf = (listeners: readonly ListeningPort[], protocol: 'http' | 'https'): string | null =>
  listeners.find((listener) => listener.protocol === protocol)?.address ?? null;

const withTls =
  (site: Site): Suggestion =>
  (listeners, ca) => {
    const address = portOf(listeners, 'https');
    if (address === null) return null;
    const [ip, port] = address.split(':');
    const host = hostOf(site);
    const trust = ca === null ? '-k' : `--cacert ${ca}`;
    return `curl ${trust} --resolve ${host}:${port}:${ip} https://${host}:${port}${pathOf(site)}`;
  };

const overHttp =
  (host: string, path: string): Suggestion =>
  (listeners) => {
    const address = portOf(listeners, 'http');
    return address === null ? null : `curl -i -H 'Host: ${host}' http://${address}${path}`;
  };
