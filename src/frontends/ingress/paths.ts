/** Paths of an Ingress -> matches, with the habits of real manifests taken as they are meant. */
import type { HTTPIngressPath } from '../../cluster/objects.ts';
import type { Match } from '../../routing/model.ts';

const ACME_PATH = '/.well-known/acme-challenge';

export function toMatch({ path, pathType }: HTTPIngressPath): Match {
  switch (pathType) {
    case 'Exact':
      return { type: 'Exact', path: path || '/' };
    case 'Prefix':
      return { type: 'Prefix', path: toPrefix(path || '/') };
    case 'ImplementationSpecific':
      return { type: 'Gateway', path: path || '/' };
  }
}

/** Trailing slashes do not count in a Prefix; `/x/*`, as AGIC's users write it, means Prefix `/x`. */
const toPrefix = (path: string): string => path.replace(/\/\*$/, '/').replace(/\/+$/, '') || '/';

export const isAcmeChallenge = ({ path }: Match): boolean =>
  path === ACME_PATH || path.startsWith(`${ACME_PATH}/`);
