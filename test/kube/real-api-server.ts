/**
 * A real kube-apiserver on a real etcd, where KUBEBUILDER_ASSETS names a folder that has both (controller-runtime's
 * convention). Same interface as the in-process server, but nothing can be made to fail on order: `faults` and
 * `requests` are null. The flags are those of facts/kube.md.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createAuthority } from '../../src/emulator/authority.ts';
import { listen, stopListening } from '../../src/emulator/listen.ts';
import { createHandle } from './api-server/client/server-handle.ts';
import { createKubeClient } from './api-server/client/kube-client.ts';
import type { KubeClient } from './api-server/client/kube-client.ts';
import type { ApiServer, ApiServerOptions } from './api-server/contracts.ts';
import { listAt, mapAt, textAt } from './api-server/objects.ts';
import type { KubeObject } from './api-server/objects.ts';

const HOST = '127.0.0.1';
const READY_WITHIN_MS = 60_000;

/** Null, and said so, where there is no such folder. Of the options only the users count. */
export async function startRealApiServer(
  options: Pick<ApiServerOptions, 'users'> = {},
): Promise<ApiServer | null> {
  const assets = process.env['KUBEBUILDER_ASSETS'];
  if (assets === undefined || assets === '') {
    process.stderr.write('KUBEBUILDER_ASSETS is not set: NOT tested against a real kube-apiserver\n');
    return null;
  }
  return startIn(await mkdtemp(join(tmpdir(), 'kube-apiserver-')), assets, options);
}

async function startIn(
  folder: string,
  assets: string,
  { users = [] }: Pick<ApiServerOptions, 'users'>,
): Promise<ApiServer> {
  const adminToken = randomUUID();
  const admin = { token: adminToken, name: 'admin', groups: ['system:masters'] };
  const ca = await writeCredentials(folder, [admin, ...users]);
  const [clientPort, peerPort, port] = [await freePort(), await freePort(), await freePort()];
  const url = `https://${HOST}:${port}`;

  const etcd = launch(join(assets, 'etcd'), etcdFlags(folder, clientPort, peerPort));
  const apiServer = (): ChildProcess =>
    launch(join(assets, 'kube-apiserver'), apiServerFlags(folder, `http://${HOST}:${clientPort}`, port));
  let running: ChildProcess | null = null;

  async function start(): Promise<void> {
    running ??= apiServer();
    await untilReady(url, ca, adminToken, running);
  }
  async function stop(): Promise<void> {
    if (running) await terminate(running);
    running = null;
  }
  async function close(): Promise<void> {
    await stop();
    await terminate(etcd);
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  const server = createHandle({
    flavour: 'real',
    url,
    ca,
    adminToken,
    async load(objects) {
      for (const object of objects) {
        const created = await server.admin.create(object);
        if (created.kind === 'CustomResourceDefinition') await untilServed(server.admin, created);
      }
    },
    stop,
    start,
    close,
    faults: null,
    requests: null,
  });
  return server;
}

/** Server certificate, service-account keys and the table of static tokens; returns the CA. */
async function writeCredentials(
  folder: string,
  users: readonly { token: string; name: string; groups?: readonly string[] }[],
): Promise<string> {
  const authority = await createAuthority('test API server');
  const server = await authority.issue([HOST, 'localhost']);
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const rows = users.map(({ token, name, groups = [] }) => `${token},${name},${name},"${groups.join(',')}"`);
  const files = {
    'ca.crt': authority.pem,
    'server.crt': server.certificate,
    'server.key': server.key,
    'sa.pub': publicKey.export({ type: 'spki', format: 'pem' }),
    'sa.key': privateKey.export({ type: 'pkcs8', format: 'pem' }),
    'tokens.csv': `${rows.join('\n')}\n`,
  };
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, name), content, { mode: 0o600 });
  return authority.pem;
}

const etcdFlags = (folder: string, clientPort: number, peerPort: number): string[] => [
  `--data-dir=${join(folder, 'etcd')}`,
  `--listen-client-urls=http://${HOST}:${clientPort}`,
  `--advertise-client-urls=http://${HOST}:${clientPort}`,
  `--listen-peer-urls=http://${HOST}:${peerPort}`,
  '--unsafe-no-fsync',
];

const apiServerFlags = (folder: string, etcdUrl: string, port: number): string[] => [
  `--etcd-servers=${etcdUrl}`,
  `--bind-address=${HOST}`,
  `--advertise-address=${HOST}`,
  `--secure-port=${port}`,
  `--tls-cert-file=${join(folder, 'server.crt')}`,
  `--tls-private-key-file=${join(folder, 'server.key')}`,
  `--client-ca-file=${join(folder, 'ca.crt')}`,
  `--token-auth-file=${join(folder, 'tokens.csv')}`,
  '--anonymous-auth=false',
  '--authorization-mode=RBAC',
  '--service-account-issuer=https://kubernetes.default.svc',
  `--service-account-key-file=${join(folder, 'sa.pub')}`,
  `--service-account-signing-key-file=${join(folder, 'sa.key')}`,
  '--service-cluster-ip-range=10.0.0.0/16',
  '--endpoint-reconciler-type=none',
  '--disable-admission-plugins=ServiceAccount',
];

/** Another process may take the port in between: the start then fails and says so. */
async function freePort(): Promise<number> {
  const probe = createServer();
  const { port } = await listen(probe, { host: HOST, port: 0 });
  await stopListening(probe);
  return port;
}

/** Its output matters only where it does not start; the last lines are kept for that. */
function launch(program: string, flags: readonly string[]): ChildProcess {
  const child = spawn(program, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  // The failure to start is seen by the wait for readiness.
  child.on('error', () => undefined);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastOutput.set(child, ((lastOutput.get(child) ?? '') + text).slice(-2000));
  });
  return child;
}
const lastOutput = new WeakMap<ChildProcess, string>();

const isOver = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

async function terminate(child: ChildProcess): Promise<void> {
  if (isOver(child)) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await Promise.race([exited, delay(10_000, undefined, { ref: false })]);
  if (isOver(child)) return;
  child.kill('SIGKILL');
  await exited;
}

async function untilReady(url: string, ca: string, token: string, child: ChildProcess): Promise<void> {
  const client = createKubeClient(url, ca, token);
  const deadline = Date.now() + READY_WITHIN_MS;
  try {
    while (!(await answersReady(client))) {
      if (isOver(child) || Date.now() > deadline) {
        throw new Error(
          `kube-apiserver did not get ready: ${lastOutput.get(child) ?? 'it could not be started'}`,
        );
      }
      await delay(100);
    }
  } finally {
    await client.close();
  }
}

/** A definition takes a moment to become paths. */
async function untilServed(client: KubeClient, { spec }: KubeObject): Promise<void> {
  const names = listAt(spec, 'versions').map((version) => textAt(version, 'name'));
  const path = `/apis/${textAt(spec, 'group')}/${names[0] ?? ''}/${textAt(mapAt(spec, 'names'), 'plural')}`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while ((await client.request('GET', path)).status !== 200) {
    if (Date.now() > deadline) throw new Error(`${path} is not served`);
    await delay(50);
  }
}

const answersReady = (client: KubeClient): Promise<boolean> =>
  client.request('GET', '/readyz').then(
    ({ status }) => status === 200,
    () => false,
  );
