/** `dev` while files are edited: one closing event a batch, and traffic all the while. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { scripted } from '../../src/emulator/arm/faults/scripted.ts';
import { startDev } from '../../src/cli/dev/dev.ts';
import { readBackendMap } from '../../src/cli/emulate/backend-map.ts';
import { loadConfig } from '../../src/config/load.ts';
import { startBackend } from '../helpers/backend.ts';
import { startSession } from '../helpers/dev-session.ts';
import { createMemorySource } from '../helpers/memory-source.ts';
import { temporaryFolder } from '../unit/manifests/temporary-folder.ts';

const ingress = (name: string, path: string, extra = ''): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop }
spec:
  ingressClassName: azure-application-gateway
${extra}  rules:
    - host: ${name}.example.com
      http: { paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`;
const service = (name = 'web'): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { ports: [{ port: 80 }] }
`;
const FILES = { 'web.yaml': service(), 'a.yaml': ingress('a', '/x') };

test('from ready through edits to a repair', async (t) => {
  const folder = await temporaryFolder(t, FILES);
  const dev = await startSession(t, folder.path);

  const ready = await dev.next();
  t.is(ready, dev.ready);
  t.like(ready, { event: 'ready', puts: 1, ca: null });
  t.is(Object.keys(ready).sort().join(' '), 'arm armCa ca diagnostics event gatewayId listeners puts');
  t.deepEqual(
    dev.ready.listeners.map((listener) => ({ ...listener, address: '' })),
    [{ frontend: 'public', protocol: 'http', port: 80, address: '' }],
  );
  t.is((await dev.get('a.example.com', '/x')).status, 200);
  t.is((await dev.get('a.example.com', '/y')).status, 404);

  await folder.write('a.yaml', ingress('a', '/y'));
  t.like(await dev.batch(), [{ event: 'applied', puts: 2 }]);
  t.is((await dev.get('a.example.com', '/x')).status, 404);
  t.is((await dev.get('a.example.com', '/y')).status, 200);

  await folder.write('a.yaml', `# nothing new\n${ingress('a', '/y')}`);
  t.like(await dev.batch(), [{ event: 'unchanged', puts: 2 }]);

  await folder.write('b.yaml', ingress('b', '/'));
  t.like(await dev.batch(), [{ event: 'applied', puts: 3 }]);
  t.is((await dev.get('b.example.com', '/')).status, 200);

  await folder.write('a.yaml', 'kind: [');
  const broken = await dev.batch();
  t.deepEqual(
    broken.map(({ event }) => event),
    ['held-back', 'unchanged'],
  );
  t.true(broken.every(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error')));
  t.is((await dev.get('a.example.com', '/y')).status, 200, 'the last good version stays');

  await folder.write('a.yaml', ingress('a', '/z'));
  t.like(await dev.batch(), [{ event: 'applied', puts: 4 }]);
  t.is((await dev.get('a.example.com', '/z')).status, 200);

  await rm(join(folder.path, 'b.yaml'));
  t.like(await dev.batch(), [{ event: 'applied', puts: 5 }]);
  t.is((await dev.get('b.example.com', '/')).status, 404);
  t.deepEqual(dev.left(), []);
});

test('several objects that are held back have a line each, before the one that ends the batch', async (t) => {
  const folder = await temporaryFolder(t, FILES);
  const dev = await startSession(t, folder.path);
  await dev.next();
  const bad = (name: string): string => ingress(name, '/').replace(`${name}.example.com`, '10.0.0.1');
  await folder.write('more.yaml', [bad('bad0'), bad('bad1'), ingress('good', '/')].join('---\n'));
  const batch = await dev.batch();
  t.deepEqual(
    batch.map((event) => (event.event === 'held-back' ? event.object!.name : event.event)),
    ['bad0', 'bad1', 'applied'],
  );
  t.is((await dev.get('good.example.com', '/')).status, 200);
});

test('endpoints that go answer until the gateway sends them nothing more', async (t) => {
  const folder = await temporaryFolder(t, FILES);
  const dev = await startSession(t, folder.path, { latencyMs: 400 });
  await dev.next();
  const statuses: number[] = [];
  const stopping = new AbortController();
  const ask = async (): Promise<void> => {
    while (!stopping.signal.aborted) statuses.push((await dev.get('a.example.com', '/x')).status);
  };
  const asked = ask();
  await folder.write(
    'a.yaml',
    ingress('a', '/x').replace('name: web', 'name: other') + `---\n${service('other')}`,
  );
  await rm(join(folder.path, 'web.yaml'));
  await dev.batch();
  stopping.abort();
  await asked;
  t.deepEqual([...new Set(statuses)], [200]);
  t.regex((await dev.get('a.example.com', '/x')).body, /"service":"other"/);
});

test('a change during an operation waits for it, and is applied next', async (t) => {
  const folder = await temporaryFolder(t, FILES);
  let puts = 0;
  const sent = Promise.withResolvers<void>();
  const dev = await startSession(t, folder.path, {
    latencyMs: 500,
    observer: { onPut: () => ++puts === 2 && sent.resolve() },
  });
  await dev.next();
  await folder.write('a.yaml', ingress('a', '/one'));
  await sent.promise;
  await folder.write('a.yaml', ingress('a', '/two'));
  t.like(await dev.batch(), [{ event: 'applied', puts: 2 }]);
  t.like(await dev.batch(), [{ event: 'applied', puts: 3 }]);
  t.is((await dev.get('a.example.com', '/two')).status, 200);
  t.deepEqual(dev.left(), []);
});

test('an operation takes the emulated time', async (t) => {
  const folder = await temporaryFolder(t, FILES);
  const from = performance.now();
  const dev = await startSession(t, folder.path, { latencyMs: 700 });
  t.true(performance.now() - from >= 700);
  t.is(dev.ready.puts, 1);
});

test('what ARM refuses is held back, and a failure of ARM is an error; dev recovers from both', async (t) => {
  const folder = await temporaryFolder(t, FILES);
  const refusal = { error: { code: 'ApplicationGatewayInvalid', message: 'no.', details: [] } };
  const dev = await startSession(t, folder.path, {
    faults: [
      scripted([
        { on: 'put', action: { kind: 'delay', ms: 0 } },
        { on: 'put', action: { kind: 'answer', answer: { status: 400, body: refusal } } },
        { on: 'put', action: { kind: 'delay', ms: 0 } },
        {
          on: 'put',
          action: { kind: 'operation', failure: { code: 'InternalServerError', message: 'broke.' } },
        },
      ]),
    ],
  });
  await dev.next();
  await folder.write('a.yaml', ingress('a', '/one'));
  const refused = await dev.batch();
  t.like(refused.at(-1), { event: 'unchanged', puts: 3, diagnostics: [{ code: 'ARM_HELD_BACK' }] });
  t.is((await dev.get('a.example.com', '/x')).status, 200, 'what was served is served');

  await folder.write('a.yaml', ingress('a', '/two'));
  t.like((await dev.batch()).at(-1), { event: 'error', puts: 4, error: { code: 'InternalServerError' } });
  t.like(await dev.batch(), [{ event: 'applied', puts: 5 }], 'a failed operation is tried again');
  t.is((await dev.get('a.example.com', '/two')).status, 200);
});

test('TLS: without --dev-tls a host without its Secret is held back', async (t) => {
  const tls = '  tls: [{ hosts: [a.example.com], secretName: lacks }]\n';
  const folder = await temporaryFolder(t, { ...FILES, 'a.yaml': ingress('a', '/x', tls) });
  const dev = await startSession(t, folder.path);
  t.is(dev.ready.ca, null);
  t.is(dev.address('public', 443), null);
  t.true(dev.ready.diagnostics.some(({ code }) => code === 'TLS_SECRET_MISSING'));
  t.is((await dev.get('a.example.com', '/x')).status, 404);
});

test('a backend map leads elsewhere', async (t) => {
  const elsewhere = (await startBackend(t, (_request, response) => response.end('elsewhere')))();
  const slice = `apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: web-1, namespace: shop, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
ports: [{ port: 80 }]
endpoints: [{ addresses: [10.1.2.3], conditions: { ready: true } }]
`;
  const folder = await temporaryFolder(t, { ...FILES, 'slice.yaml': slice });
  const map = await temporaryFolder(t, { map: `{"10.1.2.3:80": "${elsewhere.host}:${elsewhere.port}"}` });
  const backendMap = await readBackendMap('map', map.path);
  const dev = await startSession(t, folder.path, { backendMap });
  t.deepEqual(await dev.get('a.example.com', '/x'), { status: 200, body: 'elsewhere' });
});

test('a bug ends dev with that bug, also after it was ready', async (t) => {
  const source = createMemorySource([]);
  let isBroken = false;
  const dev = await startDev({
    source,
    config: loadConfig({ flags: {}, environment: {} }),
    latencyMs: 0,
    bind: () => ({ host: '127.0.0.1', port: 0 }),
    observer: {
      onPlanned: () => {
        if (isBroken) throw new TypeError('a bug');
      },
    },
  });
  isBroken = true;
  source.replace([]);
  await t.throwsAsync(dev.ended, { message: 'a bug' });
  await t.throwsAsync(dev.close(), { message: 'a bug' });
  await t.throwsAsync(fetch(dev.ready.arm), undefined, 'everything is closed all the same');
});

test('a signal gives up the start', async (t) => {
  const folder = await temporaryFolder(t, FILES);
  const stopping = new AbortController();
  const starting = startSession(t, folder.path, {
    latencyMs: 60_000,
    signal: stopping.signal,
    observer: { onPut: () => stopping.abort(new Error('stopped')) },
  });
  await t.throwsAsync(starting, { message: 'stopped' });
});
