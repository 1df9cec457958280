import test from 'ava';
import { toMatch } from '../../../../src/frontends/ingress/paths.ts';
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
