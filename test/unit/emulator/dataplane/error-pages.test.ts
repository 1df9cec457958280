import { createServer } from 'node:http';
import { connect } from 'node:net';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { listenOn, startBackend, urlOf } from '../../../helpers/backend.ts';
import { send, startBench } from '../../../helpers/data-plane.ts';
import type { BenchOptions } from '../../../helpers/data-plane.ts';
import { gatewayDocument } from '../../../helpers/gateway-document.ts';
import type { GatewayWords } from '../../../helpers/gateway-document.ts';

/** Serves pages by path and counts how often each was fetched. */
async function startPages(t: ExecutionContext, pages: Record<string, string>) {
  const fetched: string[] = [];
  const at = await listenOn(
    t,
    createServer((request, response) => {
      fetched.push(request.url ?? '');
      const page = pages[request.url ?? ''];
      response.writeHead(page === undefined ? 403 : 200, { Connection: 'close' }).end(page);
    }),
  );
  return { pages, fetched, url: (path: string) => urlOf(at(), path) };
}

const words = (gateway: Record<number, string>, listener: Record<number, string>): GatewayWords => ({
  pools: { empty: [], dead: ['10.0.0.1'], p: ['10.0.0.9'] },
  settings: { s: { requestTimeout: 1 } },
  rewrites: { circle: [{ actionSet: { urlConfiguration: { modifiedPath: '/x', reroute: true } } }] },
  listeners: {
    own: { hosts: ['own.test'], errorPages: listener },
    plain: { hosts: ['plain.test'] },
    p: { hosts: ['p.test'], errorPages: listener },
    c: { hosts: ['c.test'], errorPages: listener },
  },
  rules: {
    own: { listener: 'own', action: 'empty s' },
    plain: { listener: 'plain', action: 'dead s' },
    p: { listener: 'p', action: 'p s' },
    c: { listener: 'c', map: 'm' },
  },
  maps: { m: { default: 'empty s', rewrite: 'circle', rules: [] } },
  errorPages: gateway,
});

async function start(t: ExecutionContext, document: GatewayWords, options: BenchOptions = {}) {
  const bench = await startBench(t, options);
  await bench.plane.apply(gatewayDocument(document));
  const get = (host: string, path = '/') => send(bench.at(80), path, { headers: { Host: host } });
  return { ...bench, get };
}

test('the page of the listener, else that of the gateway, else the default; the status stays', async (t) => {
  const { url, fetched } = await startPages(t, {
    '/g404.html': 'G404',
    '/g502.html': 'G502',
    '/l502.html': 'L502',
  });
  const { get } = await start(
    t,
    words({ 404: url('/g404.html'), 502: url('/g502.html') }, { 502: url('/l502.html') }),
  );
  t.deepEqual(
    fetched.toSorted(),
    ['/g404.html', '/g502.html', '/l502.html'],
    'each once, however many listeners',
  );
  for (const [host, status, body] of [
    ['own.test', 502, /^L502$/],
    ['plain.test', 502, /^G502$/],
    ['nobody.test', 404, /^G404$/],
    ['c.test', 500, /<title>500 Internal Server Error/],
  ] as const) {
    const answer = await get(host);
    t.is(answer.status, status);
    t.regex(answer.body, body);
    t.is(answer.headers['content-type'], 'text/html');
    t.is(answer.headers.server, 'Microsoft-Azure-Application-Gateway/v2');
  }
});

test('loops, broken paths, timeouts and refused upgrades have custom pages; answers of backends pass', async (t) => {
  const { url } = await startPages(t, {
    '/400.html': 'P400',
    '/500.html': 'P500',
    '/502.html': 'P502',
    '/504.html': 'P504',
  });
  const resolve = await startBackend(t, (request, response) => {
    if (request.url === '/own') response.writeHead(502).end('of the backend');
  });
  const pages = {
    400: url('/400.html'),
    500: url('/500.html'),
    502: url('/502.html'),
    504: url('/504.html'),
  };
  const { get, at } = await start(t, words(pages, pages), { resolve });
  t.is((await get('p.test', '/silent')).body, 'P504');
  t.is((await get('p.test', '/%zz')).body, 'P400');
  t.is((await get('c.test')).body, 'P500');
  t.is((await get('p.test', '/own')).body, 'of the backend');
  const socket = connect(at(80));
  socket.write('GET / HTTP/1.1\r\nHost: own.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  t.regex(Buffer.concat(await socket.toArray()).toString(), /^HTTP\/1\.1 502 [^]*\r\n\r\nP502$/);
  const broken = connect(at(80));
  broken.write('nonsense\r\n\r\n');
  t.regex(Buffer.concat(await broken.toArray()).toString(), /^HTTP\/1\.1 400 [^]*\r\n\r\nP400$/);
});

test('a page is fetched once; one that fails is said, leaves the default and is tried again', async (t) => {
  const { url, fetched, pages } = await startPages(t, { '/502.html': 'first' });
  const document = words({ 404: url('/404.html'), 502: url('/502.html') }, {});
  const { plane, get, warnings } = await start(t, document);
  t.regex((await get('nobody.test')).body, /<title>404 Not Found/);
  t.is(warnings.length, 1);
  t.regex(warnings[0] ?? '', /error page http\S+\/404\.html cannot be fetched \(status 403\)/);
  pages['/502.html'] = 'second';
  pages['/404.html'] = 'now';
  await plane.apply(gatewayDocument(document));
  t.is((await get('own.test')).body, 'first');
  t.is((await get('nobody.test')).body, 'now');
  t.deepEqual(fetched.toSorted(), ['/404.html', '/404.html', '/502.html']);
});

test('a page that is too large, or whose server is not there, is not taken', async (t) => {
  const { url } = await startPages(t, { '/large.html': 'x'.repeat(1024 * 1024) });
  const { get, warnings } = await start(
    t,
    words({ 404: url('/large.html'), 502: 'http://127.0.0.1:1/gone.html' }, {}),
  );
  t.regex((await get('nobody.test')).body, /<title>404 Not Found/);
  t.regex((await get('own.test')).body, /<title>502 Bad Gateway/);
  t.is(warnings.length, 2);
});
