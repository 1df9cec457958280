import test from 'ava';
import type { RewriteActionSet, RewriteCondition } from '../../../../../src/appgw/wire.ts';
import type { GatewayWords } from '../../../../helpers/gateway-document.ts';
import { get, request, start, url, when } from './_rewrites.ts';

const URLS: readonly [name: string, actions: RewriteActionSet, expected: string][] = [
  ['nothing', {}, '/a/b?c=1'],
  ['the path alone', url('/x'), '/x?c=1'],
  ['the query alone', url(undefined, 'd=2'), '/a/b?d=2'],
  ['both, the path without its slash', url('x.aspx', 'd=2'), '/x.aspx?d=2'],
  ['no query', url('/x', ''), '/x'],
  ['an empty path', url(''), '/?c=1'],
  ['captures', url('/{var_uri_path_2}/{var_uri_path_1}', 'all={var_uri_path_0}'), '/b/a?all=/a/b'],
  ['a group that is not there', url('/x{var_uri_path_7}'), '/x?c=1'],
  ['a capture in another case is none', url('/x{var_URI_path_1}'), '/x?c=1'],
  ['other braces are text', url('/{x}'), '/{x}?c=1'],
  ['variables', url('/{var_host}', '{var_query_string}&{var_server_port}'), '/a.test?c=1&80'],
  ['what a request line cannot hold', url('/a b?#ü', 'q=ü ?'), '/a%20b%3F%23%C3%BC?q=%C3%BC%20?'],
];
for (const [name, actionSet, expected] of URLS) {
  test(`URL rewrite, ${name}: ${expected}`, async (t) => {
    const bench = await start(t, [{ conditions: [when('var_uri_path', '^/(.+)/(.+)$')], actionSet }]);
    t.is((await get(bench, '/a/b?c=1')).seen.path, expected);
  });
}

const CONDITIONS: readonly [conditions: RewriteCondition[], holds: boolean][] = [
  [[], true],
  [[when('http_req_X-A', 'one')], true],
  [[when('http_req_x-a', '^one two$')], true],
  [[when('http_req_X-A', 'ONE')], false],
  [[when('http_req_X-A', 'ONE', { ignoreCase: true })], true],
  [[when('http_req_X-A', 'one', { negate: true })], false],
  [[when('http_req_X-None', '.+', { negate: true })], true],
  [[when('http_req_X-None', '.+')], false],
  [[when('var_query_string', 'c=1'), when('http_req_X-A', 'two')], true],
  [[when('var_query_string', 'c=1'), when('http_req_X-A', 'three')], false],
  [[when('var_cookie_b', '^2=2$')], true],
  [[when('var_http_method', '^GET$'), when('var_request_scheme', '^http$')], true],
  [[when('var_request_uri', '^/p\\?c=1$'), when('var_ssl_enabled', '^$')], true],
  [[when('var_client_ip', '^127\\.0\\.0\\.1$'), when('var_client_port', '^\\d+$')], true],
  [[when('var_client_user', '^joe$'), when('var_http_version', '^HTTP/1\\.1$')], true],
  [[when('http_resp_X-A', '.*')], false],
  [[when('var_http_status', '.*')], false],
];
for (const [conditions, holds] of CONDITIONS) {
  const text = conditions.map(
    ({ variable, pattern, negate }) => `${variable} ${negate ? '!~' : '~'} ${pattern}`,
  );
  test(`condition ${text.join(', ') || 'none'} ${holds ? 'holds' : 'does not hold'} for a request`, async (t) => {
    const bench = await start(t, [{ conditions, actionSet: request('X-Hit', '1') }]);
    const headers = {
      'X-A': 'one two',
      Cookie: 'a=1; b=2=2',
      Authorization: `Basic ${Buffer.from('joe:secret').toString('base64')}`,
    };
    t.is((await get(bench, '/p?c=1', { headers })).seen.headers['x-hit'], holds ? '1' : undefined);
  });
}

test('rules run by their sequence numbers; later ones see the headers of earlier ones', async (t) => {
  const bench = await start(t, [
    {
      ruleSequence: 200,
      conditions: [when('http_req_X-A', '^(1)$')],
      actionSet: request('X-B', '{http_req_X-A_1}2'),
    },
    { ruleSequence: 100, actionSet: request('X-A', '1') },
    { ruleSequence: 300, actionSet: request('X-C', '{http_req_X-B}3') },
  ]);
  const { headers } = (await get(bench, '/p')).seen;
  t.deepEqual([headers['x-a'], headers['x-b'], headers['x-c']], ['1', '12', '123']);
});

test('request headers: set in any case, removed, those of the gateway too', async (t) => {
  const bench = await start(t, [
    {
      actionSet: {
        requestHeaderConfigurations: [
          { headerName: 'x-there', headerValue: 'new' },
          { headerName: 'X-Gone' },
          { headerName: 'X-Forwarded-For', headerValue: '{var_add_x_forwarded_for_proxy}' },
          { headerName: 'X-AppGW-Trace-Id', headerValue: '' },
          { headerName: 'under_score', headerValue: 'v' },
        ],
      },
    },
  ]);
  const { headers } = (
    await get(bench, '/p', { headers: { 'X-There': 'old', 'X-Gone': 'x', 'X-Forwarded-For': '1.2.3.4' } })
  ).seen;
  t.is(headers['x-there'], 'new');
  t.is(headers['x-gone'], undefined);
  t.is(headers['x-forwarded-for'], '1.2.3.4, 127.0.0.1');
  t.is(headers['x-appgw-trace-id'], undefined);
  t.is(headers['under_score'], undefined);
});

test('Host: rewritten also before what the settings say; the original stays known', async (t) => {
  for (const settings of [{}, { hostName: 'fixed.test' }]) {
    const { headers } = (
      await get(await start(t, [{ actionSet: request('Host', 'b.test') }], settings), '/p')
    ).seen;
    t.deepEqual([headers['host'], headers['x-original-host']], ['b.test', 'a.test']);
  }
});

const MAP: Partial<GatewayWords> = {
  rules: { r: { listener: 'l', map: 'm' } },
  settings: { s: {}, o: { path: '/over/' } },
  redirects: { away: { redirectType: 'Found', targetUrl: 'http://away.test/' } },
  rewrites: {
    of_default: [{ actionSet: request('X-Set', 'default') }],
    of_rule: [{ actionSet: request('X-Set', 'rule') }],
    to_b: [{ actionSet: { ...request('X-From', 'a'), ...url('/b/{var_uri_path}', 'r', { reroute: true }) } }],
    stay: [{ actionSet: url('/b/x') }],
    in_circles: [{ actionSet: url('/circle/x', undefined, { reroute: true }) }],
    away: [{ actionSet: url('/away/x', 'r', { reroute: true }) }],
    broken: [{ actionSet: url('/%zz', undefined, { reroute: true }) }],
  },
  maps: {
    m: {
      default: 'p s',
      rewrite: 'of_default',
      rules: [
        ['rule', ['/rule/*'], 'p s', 'of_rule'],
        ['a', ['/a/*'], 'p s', 'to_b'],
        ['b', ['/b/*'], 'p o', 'of_rule'],
        ['none', ['/none/*'], 'p s'],
        ['stay', ['/stay/*'], 'p o', 'stay'],
        ['circle', ['/circle/*'], 'p s', 'in_circles'],
        ['away', ['/away/*'], '-> away'],
        ['to_away', ['/to_away/*'], 'p s', 'away'],
        ['broken', ['/broken/*'], 'p s', 'broken'],
      ],
    },
  },
};
const ROUTED: readonly [path: string, expected: string, set: string | undefined][] = [
  ['/other', '/other', 'default'],
  ['/rule/x', '/rule/x', 'rule'],
  ['/none/x', '/none/x', undefined],
  ['/a/x?q', '/over/a/x?r', 'rule'],
  ['/stay/x', '/over/b/x', undefined],
];
for (const [path, expected, set] of ROUTED) {
  test(`in a map ${path} goes to ${expected} by the set of ${set ?? 'nobody'}`, async (t) => {
    const { seen } = await get(await start(t, [], {}, MAP), path);
    t.deepEqual([seen.path, seen.headers['x-set']], [expected, set]);
    t.is(seen.headers['x-original-url'], path);
    t.is(seen.headers['x-from'], path.startsWith('/a/') ? 'a' : undefined, 'changes survive rerouting');
  });
}

test('rerouted in a circle: 500; to a broken path: 400; onto a redirect: with the rewritten URL', async (t) => {
  const bench = await start(t, [], {}, MAP);
  t.is((await get(bench, '/circle/x')).status, 500);
  t.is((await get(bench, '/broken/x')).status, 400);
  t.like(await get(bench, '/to_away/x'), { status: 302, headers: { location: 'http://away.test/away/x?r' } });
});

test('unknown and unemulated variables are empty, and said once', async (t) => {
  const bench = await start(t, [{ actionSet: request('X-V', '<{var_nonsense}{var_client_tcp_rtt}>') }]);
  t.is((await get(bench, '/p')).seen.headers['x-v'], '<>');
  t.deepEqual(
    bench.warnings.map((warning) => warning.replace(/^.*, rule rule-0, /, '')),
    ['no server variable is called nonsense', 'client_tcp_rtt is not emulated; it is empty'],
  );
});

test('a pattern that cannot be run fails the document by the name of the set', async (t) => {
  await t.throwsAsync(start(t, [{ conditions: [when('var_host', '(?=a)')] }]), {
    code: 'INVALID_CONFIGURATION',
    message: /rewriteRuleSets\/set, rule rule-0, has a pattern that cannot be run/,
  });
});
