import type { Match } from './model.ts';

const ACME_PATH = '/.well-known/acme-challenge';

export const isAcmeChallenge = ({ path }: Pick<Match, 'path'>): boolean =>
  path === ACME_PATH || path.startsWith(`${ACME_PATH}/`);
