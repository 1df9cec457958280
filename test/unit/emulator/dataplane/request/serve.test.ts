import { connect } from 'node:net';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { ask, send, startBench, who } from '../../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../../helpers/gateway-document.ts';
import type { GatewayWords } from '../../../../helpers/gateway-document.ts';

const PODS = { one: ['10.0.0.1'], two: ['10.0.0.2'], three: ['10.0.0.3'] };
const BASE = { pools: PODS, settings: { s: {} } };

async function start(
  t: ExecutionContext,
  words: Partial<GatewayWords> & Pick<GatewayWords, 'listeners' | 'rules'>,
) {
  const bench = await startBench(t, { endpoints: Object.values(PODS).flat() });
  await bench.plane.apply(gatewayDocument({ ...BASE, ...words }));
  return bench;
}

const PAGE_404 = [
  '<html>',
  '<head><title>404 Not Found</title></head>',
  '<body>',
  '<center><h1>404 Not Found</h1></center>',
  '<hr><center>Microsoft-Azure-Application-Gateway/v2</center>',
  '</body>',
  '</html>',
  '',
].join('\r\n');

test('rules are tried by ascending priority, whatever their order in the document', async (t) => {
  const { at } = await start(t, {
    listeners: {
      any: {},
      wild: { hosts: ['*.test'] },
      exact: { hosts: ['a.test'] },
      unused: { hosts: ['u.test'] },
    },
    rules: {
      last: { listener: 'any', priority: 30, action: 'three s' },
      middle: { listener: 'wild', priority: 20, action: 'two s' },
      first: { listener: 'exact', priority: 10, action: 'one s' },
    },
  });
  const http = at(80);
  t.is(await who(http, 'a.test'), '10.0.0.1');
  t.is(await who(http, 'A.TEST:8080'), '10.0.0.1');
  t.is(await who(http, 'b.test'), '10.0.0.2');
  t.is(await who(http, 'u.test'), '10.0.0.2', 'a listener without a rule serves nothing');
  t.is(await who(http, 'c.d.test'), '10.0.0.2');
  t.is(await who(http, 'elsewhere'), '10.0.0.3');
});

test('a basic listener with a lower number shadows every host', async (t) => {
  const { at } = await start(t, {
    listeners: { any: {}, exact: { hosts: ['a.test'] } },
    rules: {
      shadow: { listener: 'any', priority: 1, action: 'two s' },
      own: { listener: 'exact', priority: 2, action: 'one s' },
    },
  });
  t.is(await who(at(80), 'a.test'), '10.0.0.2');
});

test('no listener for the host: 404 with the page and the Server header of the gateway', async (t) => {
  const { at } = await start(t, {
    listeners: { l: { hosts: ['a.test'] } },
    rules: { r: { listener: 'l', action: 'one s' } },
  });
  const { status, headers, body } = await send(at(80), '/', { headers: { Host: 'b.test' } });
  t.is(status, 404);
  t.is(headers.server, 'Microsoft-Azure-Application-Gateway/v2');
  t.is(headers['content-type'], 'text/html');
  t.is(body, PAGE_404);
});

test('frontends and ports are separate', async (t) => {
  const { at } = await start(t, {
    listeners: { pub: {}, alt: { port: 8080 }, priv: { frontend: 'private' } },
    rules: {
      a: { listener: 'pub', action: 'one s' },
      b: { listener: 'alt', action: 'two s' },
      c: { listener: 'priv', action: 'three s' },
    },
  });
  t.is(await who(at(80), 'x'), '10.0.0.1');
  t.is(await who(at(8080), 'x'), '10.0.0.2');
  t.is(await who(at(80, 'private'), 'x'), '10.0.0.3');
});

test('a path map routes the decoded path, and its default takes the rest', async (t) => {
  const bench = await start(t, {
    listeners: { l: {} },
    rules: { r: { listener: 'l', map: 'm' } },
    maps: {
      m: {
        default: 'three s',
        rules: [
          ['api', ['/api', '/api/*'], 'one s'],
          ['x', ['/a b/c'], 'two s'],
        ],
      },
    },
  });
  const { at, warnings } = bench;
  for (const path of ['/api', '/API/x', '/api%2Fx', '/%61pi?x=/other'])
    t.is(await who(at(80), 'x', path), '10.0.0.1', path);
  t.is(await who(at(80), 'x', '/a%20b/c'), '10.0.0.2');
  for (const path of ['/', '/apix', '/x?/api']) t.is(await who(at(80), 'x', path), '10.0.0.3', path);
  t.is(
    (await ask(bench, 'x', '/api%2Fx?q=%20')).path,
    '/api%2Fx?q=%20',
    'the backend gets the path as received',
  );
  t.deepEqual(warnings, []);
});

test('a disputed order is served by list order and told once', async (t) => {
  const { at, warnings } = await start(t, {
    listeners: { l: {} },
    rules: { r: { listener: 'l', map: 'm' } },
    maps: {
      m: {
        default: 'three s',
        rules: [
          ['all', ['/*'], 'one s'],
          ['up', ['/upload'], 'two s'],
        ],
      },
    },
  });
  for (const path of ['/upload', '/upload', '/x']) t.is(await who(at(80), 'x', path), '10.0.0.1');
  t.is(warnings.length, 1);
  t.regex(
    warnings[0] ?? '',
    /urlPathMaps\/m: \/upload goes to path rule all \(\/\*\) by list order, but up \(\/upload\)/,
  );
});

test('redirects of a rule, of a map and of a path rule carry the ports of the gateway', async (t) => {
  const { at } = await start(t, {
    listeners: {
      plain: { hosts: ['a.test', 'b.test'] },
      alt: { port: 8443, hosts: ['a.test'] },
      mapped: { hosts: ['m.test'] },
    },
    rules: {
      a: { listener: 'plain', priority: 1, action: '-> toAlt' },
      b: { listener: 'mapped', priority: 2, map: 'm' },
      c: { listener: 'alt', priority: 3, action: 'one s' },
    },
    maps: { m: { default: '-> away', rules: [['in', ['/in*'], '-> toAlt']] } },
    redirects: {
      toAlt: {
        redirectType: 'Temporary',
        targetListener: { id: '/x/httpListeners/ALT' },
        includePath: true,
        includeQueryString: true,
      },
      away: {
        redirectType: 'SeeOther',
        targetUrl: 'https://away.test/',
        includePath: false,
        includeQueryString: false,
      },
    },
  });
  const cases = [
    ['b.test:8080', '/p?q', 307, 'http://b.test:8443/p?q'],
    ['m.test', '/in/x', 307, 'http://m.test:8443/in/x'],
    ['m.test', '/out', 303, 'https://away.test/'],
  ] as const;
  for (const [host, path, expected, location] of cases) {
    const { status, headers, body } = await send(at(80), path, { headers: { Host: host } });
    t.deepEqual([status, headers.location], [expected, location]);
    t.regex(body, new RegExp(`<h1>${expected} `));
  }
});

test('broken requests are 400 with the page of the gateway', async (t) => {
  const { at } = await start(t, { listeners: { l: {} }, rules: { r: { listener: 'l', action: 'one s' } } });
  t.is(await who(at(80), 'x', '/%zz'), 400);
  const socket = connect(at(80));
  socket.write('nonsense\r\n\r\n');
  const answer = Buffer.concat(await socket.toArray()).toString();
  t.regex(answer, /^HTTP\/1\.1 400 Bad Request\r\nServer: Microsoft-Azure-Application-Gateway\/v2\r\n/);
});
