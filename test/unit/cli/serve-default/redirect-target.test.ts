import test from 'ava';
import { matchesHost, redirectTarget } from '../../../../src/cli/serve-default/redirect-target.ts';

const HOSTS = ['shop.example.com', '*.blog.example.com'];

for (const [host, target, location] of [
  ['shop.example.com', '/', 'https://shop.example.com/'],
  ['shop.example.com', '/a/b?c=d&e', 'https://shop.example.com/a/b?c=d&e'],
  ['SHOP.Example.com', '/A', 'https://shop.example.com/A'],
  ['shop.example.com:80', '/', 'https://shop.example.com/'],
  ['shop.example.com:', '/', 'https://shop.example.com/'],
  ['shop.example.com:8080', '//evil.com/', 'https://shop.example.com//evil.com/'],
  ['x.blog.example.com', '/', 'https://x.blog.example.com/'],
  ['y.x.blog.example.com', '/', 'https://y.x.blog.example.com/'],
  ['blog.example.com', '/', null],
  ['.blog.example.com', '/', null],
  ['evil.com', '/', null],
  ['evil.com/.blog.example.com', '/', null],
  ['evil.com@x.blog.example.com', '/', null],
  ['shop.example.com.evil.com', '/', null],
  ['', '/', null],
  [undefined, '/', null],
  ['[::1]:80', '/', null],
  ['shop.example.com', '*', null],
  ['shop.example.com', 'evil.com:443', null],
  ['shop.example.com', '.evil.com/', null],
  ['evil.com', 'http://shop.example.com/a?b', 'https://shop.example.com/a?b'],
  ['evil.com', 'HTTP://shop.example.com:80', 'https://shop.example.com/'],
  ['evil.com', 'http://shop.example.com?a', 'https://shop.example.com/?a'],
  ['shop.example.com', 'http://evil.com/', null],
  ['shop.example.com', 'http://shop.example.com@evil.com/', null],
  ['shop.example.com', 'ftp://shop.example.com/', null],
] as const) {
  test(`${host} ${target} -> ${location}`, (t) => t.is(redirectTarget(host, target, HOSTS), location));
}

for (const [pattern, host, matches] of [
  ['a.com', 'a.com', true],
  ['A.com', 'a.com', true],
  ['a.com', 'b.a.com', false],
  ['*.a.com', 'b.a.com', true],
  ['*.a.com', 'a.com', false],
  ['*.a.com', 'xa.com', false],
  ['*', 'a.com', false],
] as const) {
  test(`${pattern} ${matches ? 'takes' : 'does not take'} ${host}`, (t) =>
    t.is(matchesHost(pattern, host), matches));
}
