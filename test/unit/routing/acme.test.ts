import test from 'ava';
import { isAcmeChallenge } from '../../../src/routing/acme.ts';

for (const [path, expected] of [
  ['/.well-known/acme-challenge', true],
  ['/.well-known/acme-challenge/token', true],
  ['/.well-known/acme-challenges', false],
  ['/x/.well-known/acme-challenge/token', false],
  ['/', false],
] as const) {
  test(`${path} ${expected}`, (t) => t.is(isAcmeChallenge({ path }), expected));
}
