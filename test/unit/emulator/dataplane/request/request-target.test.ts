import type { IncomingMessage } from 'node:http';
import test from 'ava';
import { pathAfter, readTarget } from '../../../../../src/emulator/dataplane/request/request-target.ts';

const read = (url: string, host = 'a.test') =>
  readTarget({ url, headers: { host } } as unknown as IncomingMessage);

const TARGETS: readonly [
  url: string,
  host: string,
  expected: readonly [host: string, path: string, search: string, decoded: string],
][] = [
  ['/a/b?c=d', 'a.test', ['a.test', '/a/b', '?c=d', '/a/b']],
  ['/a?', 'a.test', ['a.test', '/a', '?', '/a']],
  ['/', 'A.Test:8080', ['a.test', '/', '', '/']],
  ['/', '[::1]:80', ['[::1]', '/', '', '/']],
  ['/', '[::1]', ['[::1]', '/', '', '/']],
  ['/abc%2Fdef', 'a.test', ['a.test', '/abc%2Fdef', '', '/abc/def']],
  ['/a%20b?x=%20', 'a.test', ['a.test', '/a%20b', '?x=%20', '/a b']],
  ['/%ff', 'a.test', ['a.test', '/%ff', '', '/\u00ff']],
  ['http://B.test:81/p?q', 'a.test', ['b.test', '/p', '?q', '/p']],
  ['http://b.test?q', 'a.test', ['b.test', '/', '?q', '/']],
];
for (const [url, host, expected] of TARGETS) {
  test(`${url} at ${host}`, (t) => {
    const target = read(url, host);
    t.deepEqual([target?.host, target?.path, target?.search, target?.decodedPath], [...expected]);
  });
}

for (const url of ['/%', '/%zz', '/a%2', '*', 'a']) {
  test(`${url} is broken`, (t) => t.is(read(url), null));
}

const RESTS: readonly [path: string, bytes: number, expected: string][] = [
  ['/a/b', 2, '/b'],
  ['/%61/b', 2, '/b'],
  ['/a%2Fb', 3, 'b'],
  ['/a', 2, ''],
];
for (const [path, bytes, expected] of RESTS) {
  test(`${path} after ${bytes} decoded bytes is ${expected || 'empty'}`, (t) =>
    t.is(pathAfter(path, bytes), expected));
}
