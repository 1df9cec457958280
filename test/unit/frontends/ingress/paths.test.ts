import test from 'ava';
import { isAcmeChallenge, toMatch } from '../../../../src/frontends/ingress/paths.ts';
import { path } from '../../../helpers/objects.ts';

const means = test.macro({
  exec: (t, text: string, type: string, expected: string) =>
    t.deepEqual<unknown, unknown>(toMatch(path(text)), { type, path: expected }),
  title: (_, text: string, type: string, expected: string) => `${text || 'nothing'} is ${type} ${expected}`,
});
test(means, '/', 'Prefix', '/');
test(means, '/x', 'Prefix', '/x');
test(means, '/x/', 'Prefix', '/x');
test(means, '/x//', 'Prefix', '/x');
test(means, '/x/*', 'Prefix', '/x');
test(means, '/*', 'Prefix', '/');
test(means, '', 'Prefix', '/');
test(means, '/x*', 'Prefix', '/x*');
test(means, '/x/*/y', 'Prefix', '/x/*/y');
test(means, '=/x/', 'Exact', '/x/');
test(means, '=/x/*', 'Exact', '/x/*');
test(means, '=', 'Exact', '/');
test(means, '~/x/*', 'Gateway', '/x/*');
test(means, '~', 'Gateway', '/');

const acme = test.macro({
  exec: (t, text: string, expected: boolean) => t.is(isAcmeChallenge(toMatch(path(text))), expected),
  title: (_, text: string, expected: boolean) => `${text} is ${expected ? 'a' : 'no'} challenge`,
});
test(acme, '=/.well-known/acme-challenge/token', true);
test(acme, '/.well-known/acme-challenge', true);
test(acme, '/.well-known/acme-challenge/', true);
test(acme, '~/.well-known/acme-challenge/*', true);
test(acme, '/.well-known/acme-challenges', false);
test(acme, '/.well-known', false);
test(acme, '/x/.well-known/acme-challenge/', false);
