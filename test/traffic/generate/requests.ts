/** Requests that aim at the edges of a set: beside each path, above and below it, beside each host. */
import type { ClusterObject, Ingress } from '../../../src/cluster/objects.ts';
import type { TrafficRequest } from '../oracle.ts';

/** Every request worth asking; tests draw from these. */
export function aims(objects: readonly ClusterObject[]): readonly TrafficRequest[] {
  const rules = objects
    .filter((object): object is Ingress => object.kind === 'Ingress')
    .flatMap(({ spec }) => spec.rules ?? []);
  const hosts = unique(['nowhere.test', ...rules.flatMap(({ host }) => hostsNear(host))]);
  return hosts.flatMap((host) => {
    const near = rules.filter((rule) => hostsNear(rule.host).includes(host));
    const paths = near.flatMap(({ http }) => (http?.paths ?? []).flatMap(({ path }) => pathsNear(path)));
    return unique(['/', '/unmatched', ...paths]).flatMap((path) =>
      ([80, 443] as const).map((port) => ({ port, host, path })),
    );
  });
}

function hostsNear(host = 'nowhere.test'): readonly string[] {
  if (host.startsWith('*.')) return [`w${host.slice(1)}`, `deep.w${host.slice(1)}`, host.slice(2)];
  return [host, `sub.${host}`, host.toUpperCase()];
}

function pathsNear(path = '/'): readonly string[] {
  const bare = path.replace(/\*$/, '').replace(/(?<=.)\/$/, '');
  if (bare === '' || bare === '/') return ['/', '/?q=1'];
  return [
    bare,
    `${bare}/`,
    `${bare}/deeper/still`,
    `${bare}more`,
    `${bare}?next=/foo/bar`,
    bare.toUpperCase(),
    bare.slice(0, -1),
    bare.replace('o', '%6F'),
    bare.slice(0, bare.lastIndexOf('/') + 1),
  ];
}

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];
