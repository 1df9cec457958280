/** `dev`, `emulator` and `serve-default` as processes: what they print, how they end, and how they live side by side. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { staticToken } from '../../src/azure/credential.ts';
import { createGatewayClient } from '../../src/azure/gateway-client.ts';
import { systemClock } from '../../src/clock/clock.ts';
import { listenOn } from '../helpers/backend.ts';
import { createServer } from 'node:net';
import { runCommand, startCommand } from '../helpers/command-line.ts';
import { freeOffset, isFree } from '../helpers/free-offset.ts';
import { gatewayDocument } from '../helpers/gateway-document.ts';
import { temporaryFolder } from '../unit/manifests/temporary-folder.ts';

const QUICKSTART = fileURLToPath(new URL('../../examples/quickstart', import.meta.url));
const QUICK = ['--latency', '100ms', '-o', 'json'];

/** One Ingress without host, and what is behind it. */
const WEB = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
spec:
  ingressClassName: azure-application-gateway
  defaultBackend: { service: { name: web, port: { number: 80 } } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: web-1, namespace: shop, labels: { kubernetes.io/service-name: web } }
addressType: IPv4
ports: [{ port: 80 }]
endpoints: [{ addresses: [10.1.2.3], conditions: { ready: true } }]
`;

interface Ready {
  readonly event: string;
  readonly puts: number;
  readonly listeners: readonly {
    readonly port: number;
    readonly address: string;
    readonly frontend: string;
  }[];
  readonly ca: string | null;
  readonly arm: string;
  readonly armCa: string;
  readonly gatewayId: string;
}

/** What a name of the quickstart answers over TLS, trusting only the CA. */
async function getOverTls(address: string, host: string, path: string, ca: string): Promise<string> {
  const [hostname, port] = address.split(':');
  const options = {
    hostname,
    port,
    path,
    servername: host,
    headers: { host },
    ca: await readFile(ca),
    agent: false,
  };
  return new Promise((resolve, reject) => {
    request(options, (response) => void text(response).then(resolve, reject))
      .on('error', reject)
      .end();
  });
}

test.serial('dev: ready with TLS, two side by side, and an end in order', async (t) => {
  const offsets = [await freeOffset(), await freeOffset()];
  const [dev, other] = offsets.map((offset) =>
    startCommand(t, ['dev', QUICKSTART, '--dev-tls', ...QUICK, '--port-offset', String(offset)]),
  );
  const ready = await dev!.next<Ready>();
  t.like(ready, { event: 'ready', puts: 1 });
  t.deepEqual(
    ready.listeners.map(({ port, address }) => [port, address]),
    [80, 443].map((port) => [port, `127.0.0.1:${port + offsets[0]!}`]),
  );
  const answer = await getOverTls(ready.listeners[1]!.address, 'shop.example.com', '/api/version', ready.ca!);
  t.like(JSON.parse(answer), { path: '/api/version', service: 'web', namespace: 'shop' });
  t.like(await other!.next<Ready>(), { event: 'ready', puts: 1 });

  for (const running of [dev!, other!]) {
    const { code, ms } = await running.stop('SIGTERM');
    t.is(code, 0);
    t.true(ms < 2000, `${ms} ms`);
  }
  for (const offset of offsets) {
    t.true(await isFree(80 + offset));
    t.true(await isFree(443 + offset));
  }
  t.false(existsSync(ready.ca!), 'nothing is left behind');
});

test.serial('dev: a start that cannot be', async (t) => {
  const beyond = await runCommand(['dev', QUICKSTART, '--port-offset', '65500']);
  t.is(beyond.code, 1);
  t.is(beyond.stdout, '');
  t.regex(beyond.stderr, /--port-offset 65500/);

  const offset = await freeOffset();
  const taken = createServer().listen(80 + offset, '127.0.0.1');
  t.teardown(() => taken.close());
  const { code, stdout, stderr } = await runCommand([
    'dev',
    QUICKSTART,
    ...QUICK,
    '--port-offset',
    String(offset),
  ]);
  t.is(code, 1);
  t.is(stdout, '');
  t.regex(stderr, /EADDRINUSE.*--port-offset/);
  t.notRegex(stderr, /\n\s+at /);
});

test.serial('dev: a signal while it starts ends it as well', async (t) => {
  const offset = await freeOffset();
  const dev = startCommand(t, ['dev', QUICKSTART, '--latency', '60s', '--port-offset', String(offset)]);
  await new Promise<void>((resolve) => {
    let said = '';
    dev.process.stdout!.on('data', (chunk) => {
      said += chunk;
      if (said.includes('PUT sent')) resolve();
    });
  });
  const { code, ms } = await dev.stop('SIGINT');
  t.is(code, 0);
  t.true(ms < 2000, `${ms} ms`);
});

test.serial('dev: the current directory, and a private frontend on an address of its own', async (t) => {
  const { path: cwd } = await temporaryFolder(t, {
    'web.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }] }\n',
    'gateway/live.json.txt': JSON.stringify(
      gatewayDocument({
        listeners: { theirs: { frontend: 'private', port: 80 } },
        rules: { theirs: { listener: 'theirs', action: '-> theirs', priority: 100 } },
        redirects: { theirs: { targetUrl: 'https://example.com' } },
      }),
    ),
  });
  const offset = await freeOffset();
  const dev = startCommand(
    t,
    ['dev', '--gateway', 'gateway/live.json.txt', ...QUICK, '--port-offset', String(offset)],
    {
      cwd,
    },
  );
  const { listeners } = await dev.next<Ready>();
  const isLinux = process.platform === 'linux';
  t.deepEqual(
    listeners.filter(({ frontend }) => frontend === 'private').map(({ address }) => address),
    [isLinux ? `127.0.0.2:${80 + offset}` : `127.0.0.1:${1080 + offset}`],
  );
  t.is((await dev.stop()).code, 0);
});

test.serial('emulator: for any client of ARM, and the end to end test of a resource id', async (t) => {
  const offset = await freeOffset();
  const folder = await temporaryFolder(t, {
    'faults.yaml': '- { on: put, answer: { status: 503 } }\n',
    'web.yaml': WEB,
  });
  const emulator = startCommand(
    t,
    [
      'emulator',
      '--listen',
      '127.0.0.1:0',
      '--latency',
      '100ms',
      '--port-offset',
      String(offset),
      '--fault',
      'faults.yaml',
      '--instance',
      'ignored',
      '--diagnostics',
      'json',
    ],
    { cwd: folder.path },
  );
  const ready = await emulator.next<Ready>();
  t.like(ready, { event: 'ready', puts: 0, ca: null, listeners: [] });

  const arm = ['--arm-endpoint', ready.arm, '--arm-ca', ready.armCa];
  const plan = await runCommand(
    ['plan', '-f', 'web.yaml', '--gateway', ready.gatewayId, '-o', 'json', ...arm],
    { cwd: folder.path },
  );
  t.is(plan.code, 2, plan.stderr);

  const client = createGatewayClient({
    resourceId: ready.gatewayId,
    endpoint: ready.arm,
    scope: 'https://management.azure.com/.default',
    credential: staticToken('anything'),
    ca: await readFile(ready.armCa, 'utf8'),
    clock: systemClock,
    userAgent: 'test',
    pollInterval: { firstMs: 50, maxMs: 50 },
  });
  const { put } = JSON.parse(plan.stdout);
  await t.throwsAsync(client.put(put), { name: 'ArmError', message: /503/ }, 'the scripted fault');
  await (await client.put(put)).wait();
  const answer = await fetch(`http://127.0.0.1:${80 + offset}/`);
  t.like(await answer.json(), { path: '/', pod: '10.1.2.3' });

  const unchanged = await runCommand(['plan', '-f', 'web.yaml', '--gateway', ready.gatewayId, ...arm], {
    cwd: folder.path,
  });
  t.is(unchanged.code, 0, unchanged.stdout);

  const { code, ms } = await emulator.stop();
  t.is(code, 0);
  t.true(ms < 2000, `${ms} ms`);
  const gone = await runCommand(['plan', '-f', 'web.yaml', '--gateway', ready.gatewayId, ...arm], {
    cwd: folder.path,
  });
  t.is(gone.code, 1);
  t.is(gone.stdout, '');
});

test.serial('emulator and serve-default: what cannot be is said', async (t) => {
  const taken = (await listenOn(t, createServer()))();
  for (const [args, reason] of [
    [['emulator', '--listen', `127.0.0.1:${taken.port}`], /EADDRINUSE/],
    [['emulator', '--listen', 'nonsense'], /--listen nonsense/],
    [['emulator', '--latency', 'soon'], /duration/],
    [['emulator', '--fault', '/absent'], /--fault \/absent: no such file/],
    [['serve-default', '--address', '127.0.0.1', '--not-found-port', String(taken.port)], /EADDRINUSE/],
    [['serve-default', '--config', '/absent'], /--config \/absent/],
  ] as const) {
    const { code, stdout, stderr } = await runCommand(args);
    t.is(code, 1, args.join(' '));
    t.is(stdout, '');
    t.regex(stderr, reason);
  }
});

test.serial('serve-default: serves, and ends in order', async (t) => {
  const { path: cwd } = await temporaryFolder(t, { hosts: 'a.example.com\n*.b.example.com\n' });
  const server = startCommand(
    t,
    [
      'serve-default',
      '--address',
      '127.0.0.1',
      '--not-found-port',
      '0',
      '--redirect-port',
      '0',
      '--redirect-hosts-file',
      'hosts',
    ],
    { cwd },
  );
  const { notFoundPort, redirectPort } = (await server.next()) as {
    notFoundPort: number;
    redirectPort: number;
  };
  t.is((await fetch(`http://127.0.0.1:${notFoundPort}/x`)).status, 404);
  t.is((await fetch(`http://127.0.0.1:${redirectPort}/x`, { redirect: 'manual' })).status, 404);
  const { code, ms } = await server.stop();
  t.is(code, 0);
  t.true(ms < 2000, `${ms} ms`);
});
