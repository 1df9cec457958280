import test from 'ava';
import type { BackendHttpSettingsProperties } from '../../../../../src/appgw/wire.ts';
import { ask, startBasic } from '../../../../helpers/data-plane.ts';

type Settings = Partial<BackendHttpSettingsProperties>;

test('the backend sees method, path, query, headers and the address of the client', async (t) => {
  const bench = await startBasic(t, ['10.0.0.1']);
  const answer = await ask(bench, 'a.test:8080', '/p%20q?x=1', {
    method: 'DELETE',
    headers: { 'X-Custom': 'v', under_score: 'v', Connection: 'close' },
  });
  t.deepEqual(
    [answer.method, answer.path, answer.host, answer.proto, answer.tls],
    ['DELETE', '/p%20q?x=1', 'a.test:8080', 'HTTP/1.1', null],
  );
  t.deepEqual(answer.headers['X-Custom'], ['v']);
  t.is(answer.headers['Under_score'], undefined);
  t.deepEqual(answer.headers['X-Forwarded-Port'], ['80']);
  t.regex(answer.headers['X-Forwarded-For']?.[0] ?? '', /^127\.0\.0\.1:\d+$/);
});

const HOSTS: readonly [name: string, settings: Settings, expected: string][] = [
  ['the client decides', {}, 'a.test'],
  ['hostName', { hostName: 'fixed.test' }, 'fixed.test'],
  ['the address of the member', { pickHostNameFromBackendAddress: true }, '10.0.0.1'],
];
for (const [name, settings, expected] of HOSTS) {
  test(`Host towards the backend: ${name}`, async (t) => {
    const answer = await ask(await startBasic(t, ['10.0.0.1'], settings), 'a.test');
    t.is(answer.host, expected);
    t.deepEqual(answer.headers['X-Original-Host'], ['a.test']);
  });
}

test('a member may be an FQDN: looked up by its name, which is the Host if the settings pick it', async (t) => {
  const bench = await startBasic(t, ['Shop.example.com'], { pickHostNameFromBackendAddress: true });
  const { host, pod } = await ask(bench, 'a.test');
  t.deepEqual([host, pod], ['Shop.example.com', 'Shop.example.com']);
});

const OVERRIDES: readonly [pattern: string | null, override: string, path: string, expected: string][] = [
  [null, '/override/', '/home/', '/override/home/'],
  [null, '/override', '/home?q', '/override/home?q'],
  ['/pathrule*', '/override/', '/pathrule/home/', '/override/home/'],
  ['/pathrule*', '/override/', '/home/', '/override/home/'],
  ['/pathrule/home*', '/override/', '/pathrule/home/', '/override/'],
  ['/pathrule/home*', '/override/', '/pathrule/home/x/', '/override/x/'],
  ['/pathrule/', '/override/', '/pathrule/', '/override/'],
  ['/pathrule/*', '/', '/pathrule/x%20y?q', '/x%20y?q'],
];
for (const [pattern, override, path, expected] of OVERRIDES) {
  test(`override path ${override} under ${pattern ?? 'a basic rule'}: ${path} -> ${expected}`, async (t) => {
    const mapped =
      pattern === null
        ? {}
        : {
            rules: { r: { listener: 'l', map: 'm' } },
            maps: { m: { default: 'p s', rules: [['rule', [pattern], 'p s']] as const } },
          };
    t.is(
      (await ask(await startBasic(t, ['10.0.0.1'], { path: override }, {}, mapped), 'x', path)).path,
      expected,
    );
  });
}
