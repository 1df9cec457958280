import test from 'ava';
import { get, response, start, url, when } from './_rewrites.ts';
import type { Rule } from './_rewrites.ts';

const LOCATION = when('http_resp_Location', '^(https?)://backend\\.test(.*)$');
const RESPONSES: readonly [
  name: string,
  rule: Rule,
  reply: readonly [number, ...string[]],
  expected: Record<string, unknown>,
][] = [
  ['set', { actionSet: response('X-New', 'v') }, [200], { 'x-new': 'v' }],
  ['replaced', { actionSet: response('X-A', 'new') }, [200, 'x-a', 'old'], { 'x-a': 'new' }],
  ['removed', { actionSet: response('X-A') }, [200, 'X-A', 'v'], { 'x-a': undefined }],
  [
    'by a condition on the response, with captures',
    {
      conditions: [LOCATION],
      actionSet: response('Location', '{http_resp_Location_1}://{var_host}{http_resp_Location_2}'),
    },
    [302, 'Location', 'https://backend.test/p'],
    { location: 'https://a.test/p' },
  ],
  [
    'not if the condition fails',
    { conditions: [LOCATION], actionSet: response('Location', 'x') },
    [302, 'Location', 'https://other.test/'],
    { location: 'https://other.test/' },
  ],
  [
    'by status',
    { conditions: [when('var_http_status', '^404$')], actionSet: response('X-Status', '{var_http_status}') },
    [404],
    { 'x-status': '404' },
  ],
  [
    'by a condition on the request that a rewrite has overtaken',
    {
      conditions: [when('var_uri_path', '^/(p)$')],
      actionSet: { ...url('/q'), ...response('X-Was', '{var_uri_path_1}') },
    },
    [200],
    { 'x-was': 'p' },
  ],
  [
    'one rewritten Set-Cookie drops the others',
    { actionSet: response('Set-Cookie', '{http_resp_Set-Cookie}; Secure') },
    [200, 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
    { 'set-cookie': ['a=1; Secure'] },
  ],
  [
    'a matcher touches its own',
    { actionSet: response('Set-Cookie', 'b={capt_header_value_matcher_1}; Secure', 'b=(.*)') },
    [200, 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
    { 'set-cookie': ['a=1', 'b=2; Secure'] },
  ],
  [
    'a matcher removes its own',
    { actionSet: response('Set-Cookie', '', '^a=') },
    [200, 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
    { 'set-cookie': ['b=2'] },
  ],
];
for (const [name, rule, reply, expected] of RESPONSES) {
  test(`response header ${name}`, async (t) => {
    const { headers, status } = await get(await start(t, [rule]), '/p', {
      headers: { 'X-Reply': JSON.stringify(reply) },
    });
    t.is(status, reply[0]);
    for (const [header, value] of Object.entries(expected)) t.deepEqual(headers[header], value);
  });
}

test('redirects and answers of the gateway itself are not rewritten', async (t) => {
  const bench = await start(
    t,
    [],
    {},
    {
      pools: { p: ['10.0.0.1'], empty: [] },
      listeners: { l: {}, e: { hosts: ['e.test'] }, r: { hosts: ['r.test'] } },
      rules: {
        l: { listener: 'l', action: 'p s', rewrite: 'set', priority: 30 },
        e: { listener: 'e', action: 'empty s', rewrite: 'set', priority: 10 },
        r: { listener: 'r', action: '-> away', rewrite: 'set', priority: 20 },
      },
      redirects: { away: { redirectType: 'Found', targetUrl: 'http://away.test/' } },
      rewrites: { set: [{ actionSet: response('X-New', 'v') }] },
    },
  );
  for (const [host, status, header] of [
    ['a.test', 200, 'v'],
    ['e.test', 502, undefined],
    ['r.test', 302, undefined],
  ] as const) {
    const answer = await get(bench, '/p', { headers: { Host: host } });
    t.deepEqual([answer.status, answer.headers['x-new']], [status, header], host);
  }
});
