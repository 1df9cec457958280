/** All directed cases. `oracle.test.ts` holds the oracle to them, `directed.test.ts` the real requests. */
import { BACKEND_CASES } from './cases/backends.ts';
import type { Case } from './cases/case.ts';
import { HOST_CASES } from './cases/hosts.ts';
import { PATH_CASES } from './cases/paths.ts';
import { PLAIN_HTTP_CASES } from './cases/plain-http.ts';
import { TLS_CASES } from './cases/tls.ts';

export const CASES: readonly Case[] = [
  ...HOST_CASES,
  ...PATH_CASES,
  ...BACKEND_CASES,
  ...TLS_CASES,
  ...PLAIN_HTTP_CASES,
];
