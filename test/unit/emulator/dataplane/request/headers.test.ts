import type { IncomingMessage } from 'node:http';
import test from 'ava';
import { requestHeaders, responseHeaders } from '../../../../../src/emulator/dataplane/request/headers.ts';

const FRONT = { protocol: 'https', port: 443, hostHeader: 'a.test:8443', originalUrl: '/p?q' } as const;

function sent(...raw: readonly string[]): Record<string, string[]> {
  const headers: Record<string, string> = {};
  for (let at = 0; at < raw.length; at += 2) headers[(raw[at] ?? '').toLowerCase()] = raw[at + 1] ?? '';
  const socket = { remoteAddress: '::ffff:203.0.113.7', remotePort: 50000 };
  return group(
    requestHeaders(
      { rawHeaders: raw, headers, socket, url: '/p?q' } as unknown as IncomingMessage,
      FRONT,
      'backend',
    ),
  );
}

function group(raw: readonly string[]): Record<string, string[]> {
  const grouped: Record<string, string[]> = {};
  for (let at = 0; at < raw.length; at += 2) (grouped[raw[at] ?? ''] ??= []).push(raw[at + 1] ?? '');
  return grouped;
}

test('adds what the gateway adds', (t) => {
  const { 'X-AppGW-Trace-Id': trace, ...rest } = sent();
  t.deepEqual(rest, {
    Host: ['backend'],
    'X-Forwarded-For': ['203.0.113.7:50000'],
    'X-Forwarded-Proto': ['https'],
    'X-Forwarded-Port': ['443'],
    'X-Original-Host': ['a.test:8443'],
    'X-Original-URL': ['/p?q'],
  });
  t.regex(trace?.[0] ?? '', /^[0-9a-f]{32}$/);
});

test('appends to X-Forwarded-For and replaces the rest', (t) => {
  const headers = sent(
    'X-Forwarded-For',
    '1.2.3.4',
    'x-forwarded-proto',
    'http',
    'X-Original-Host',
    'forged',
    'X-AppGW-Trace-Id',
    'f',
  );
  t.deepEqual(headers['X-Forwarded-For'], ['1.2.3.4, 203.0.113.7:50000']);
  t.deepEqual(headers['X-Forwarded-Proto'], ['https']);
  t.is(headers['x-forwarded-proto'], undefined);
  t.deepEqual(headers['X-Original-Host'], ['a.test:8443']);
  t.not(headers['X-AppGW-Trace-Id']?.[0], 'f');
});

const REQUEST: readonly [name: string, value: string, passes: boolean][] = [
  ['X-Custom-1', 'v', true],
  ['content-length', '3', true],
  ['TE', 'trailers', false],
  ['under_score', 'v', false],
  ['dot.ted', 'v', false],
  ['Connection', 'close', false],
  ['Keep-Alive', '5', false],
  ['Transfer-Encoding', 'chunked', false],
  ['Upgrade', 'h2c', false],
  ['Expect', '100-continue', false],
  ['Host', 'a.test', false],
];
for (const [name, value, passes] of REQUEST) {
  test(`request header ${name} ${passes ? 'passes' : 'does not pass'}`, (t) => {
    t.deepEqual(sent(name, value)[name === 'Host' ? 'x' : name], passes ? [value] : undefined);
  });
}

test('headers that Connection names end here; repeated ones stay apart and in order', (t) => {
  const raw = [
    'Set-Cookie',
    'a',
    'X-Hop',
    '1',
    'connection',
    'Close, X-Hop',
    'Set-Cookie',
    'b',
    'X_Under',
    'v',
  ];
  t.deepEqual(responseHeaders(raw), ['Set-Cookie', 'a', 'Set-Cookie', 'b', 'X_Under', 'v']);
});
