import test from 'ava';
import type { RedirectConfigurationProperties } from '../../../../../src/appgw/wire.ts';
import { compileRedirect } from '../../../../../src/emulator/dataplane/compile/redirects.ts';
import type { ListenerOrigin } from '../../../../../src/emulator/dataplane/compile/redirects.ts';

type Words = Partial<RedirectConfigurationProperties>;
const HTTPS: ListenerOrigin = { protocol: 'https', port: 443 };
const BOTH = { includePath: true, includeQueryString: true };
const NEITHER = { includePath: false, includeQueryString: false };

function locate(words: Words, origin: ListenerOrigin | null, url: string): string {
  const [path = '', query] = url.split('?');
  const search = query === undefined ? '' : `?${query}`;
  const target = { host: 'a.test', hostHeader: 'A.test:8080', path, search, decodedPath: path };
  const properties = { redirectType: 'Permanent', ...words } as const;
  return compileRedirect('r', { name: 'r', properties }, origin).location(target);
}

const CASES: readonly [words: Words, origin: ListenerOrigin | null, url: string, expected: string][] = [
  [BOTH, HTTPS, '/p%20q?x=1', 'https://a.test/p%20q?x=1'],
  [{}, HTTPS, '/p?x=1', 'https://a.test/p?x=1'],
  [NEITHER, HTTPS, '/p?x=1', 'https://a.test/'],
  [BOTH, { protocol: 'https', port: 8443 }, '/', 'https://a.test:8443/'],
  [BOTH, { protocol: 'http', port: 80 }, '/', 'http://a.test/'],
  [BOTH, { protocol: 'http', port: 443 }, '/', 'http://a.test:443/'],
  [{ ...BOTH, targetUrl: 'http://bar/' }, null, '/path', 'http://bar/path'],
  [{ ...BOTH, targetUrl: 'http://bar' }, null, '/path?q', 'http://bar/path?q'],
  [{ targetUrl: 'http://bar/base' }, null, '/path', 'http://bar/base/path'],
  [{ ...NEITHER, targetUrl: 'http://bar/base' }, null, '/path?q', 'http://bar/base'],
  [{ ...NEITHER, includeQueryString: true, targetUrl: 'http://bar/?a' }, null, '/path?q', 'http://bar/?a&q'],
];
for (const [words, origin, url, expected] of CASES) {
  test(`${JSON.stringify(words)} ${origin ? `to ${origin.protocol}:${origin.port}` : ''}: ${url} -> ${expected}`, (t) => {
    t.is(locate(words, origin, url), expected);
  });
}

for (const [redirectType, status] of [
  ['Permanent', 301],
  ['Found', 302],
  ['SeeOther', 303],
  ['Temporary', 307],
] as const) {
  test(`${redirectType} is ${status}`, (t) => {
    t.is(compileRedirect('r', { name: 'r', properties: { redirectType } }, HTTPS).status, status);
  });
}

test('without any target it is refused by name', (t) => {
  t.throws(() => compileRedirect('/x/r', { name: 'r', properties: { redirectType: 'Found' } }, null), {
    code: 'INVALID_CONFIGURATION',
    message: /^\/x\/r /,
  });
});
