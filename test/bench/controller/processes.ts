/** The two processes of one measurement: the world, and the controller in it. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { API_VERSION } from '../../../src/appgw/wire.ts';
import { median } from '../median.ts';
import type { FromWorld, Phase, PhaseResult, Ready } from './messages.ts';
import { LEASE_NAMESPACE } from './objects.ts';

const WORLD = fileURLToPath(new URL('world.ts', import.meta.url));

export interface World {
  readonly ready: Ready;
  /** Time of the first PUT. */
  readonly firstPut: Promise<number>;
  readonly run: (phase: Phase) => Promise<PhaseResult>;
  /** Median of ms that ARM needs to show the gateway to a client that is connected. */
  readonly timeGet: () => Promise<number>;
  readonly close: () => Promise<void>;
}

export async function startWorld(): Promise<World> {
  const child = fork(WORLD, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const next = <K extends FromWorld['kind']>(kind: K): Promise<Extract<FromWorld, { kind: K }>> =>
    new Promise((resolve, reject) => {
      const onMessage = (message: FromWorld): void => {
        if (message.kind !== kind) return;
        child.off('message', onMessage);
        resolve(message as Extract<FromWorld, { kind: K }>);
      };
      child.on('message', onMessage);
      child.once('exit', () => reject(new Error('the world has ended')));
    });
  const firstPut = next('put').then(({ at }) => at);
  firstPut.catch(() => undefined);
  const ready = await next('ready');
  return {
    ready,
    firstPut,
    timeGet: () => timeGet(ready),
    run: async (phase) => {
      const result = next('result');
      child.send(phase);
      return (await result).result;
    },
    close: async () => {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

async function timeGet({ arm, armCa, gatewayId }: Ready): Promise<number> {
  const dispatcher = new Agent({ connect: { ca: armCa } });
  const samples: number[] = [];
  for (let sample = 0; sample < 10; sample += 1) {
    const start = performance.now();
    const { body } = await request(`${arm}${gatewayId}?api-version=${API_VERSION}`, {
      dispatcher,
      headers: { authorization: 'Bearer benchmark' },
    });
    await body.json();
    samples.push(performance.now() - start);
  }
  await dispatcher.close();
  return median(samples);
}

export interface Usage {
  readonly rssMb: number;
  readonly heapMb: number;
  readonly cpuSeconds: number;
}

export interface Controller {
  readonly startedAt: number;
  /** Time of the log line that begins with this message. */
  readonly logged: (message: string) => Promise<number>;
  readonly usage: () => Promise<Usage>;
  /** Rejects when it has ended, by itself or not. */
  readonly ended: Promise<never>;
  readonly stop: () => Promise<void>;
}

export interface ControllerSettings {
  readonly flags?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** `program`: what Node runs, with flags of Node itself before it. */
export async function startController(
  program: readonly string[],
  { ready }: Pick<World, 'ready'>,
  settings: ControllerSettings = {},
): Promise<Controller> {
  const folder = mkdtempSync(join(tmpdir(), 'appgw-ingress-bench-'));
  const [kubeconfig, armCa] = [join(folder, 'kubeconfig'), join(folder, 'arm.pem')];
  writeFileSync(kubeconfig, ready.kubeconfig);
  writeFileSync(armCa, ready.armCa);
  const [healthPort, metricsPort] = await freePorts();
  const flags = Object.entries({
    kubeconfig,
    'arm-ca': armCa,
    'arm-endpoint': ready.arm,
    'gateway-id': ready.gatewayId,
    'lease-namespace': LEASE_NAMESPACE,
    'health-port': healthPort,
    'metrics-port': metricsPort,
    ...settings.flags,
  }).flatMap(([name, value]) => [`--${name}`, String(value)]);

  const startedAt = performance.timeOrigin + performance.now();
  const child = spawn(process.execPath, [...program, 'run', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...settings.environment },
  });
  const ended = once(child, 'close');
  const seen = new Map<string, PromiseWithResolvers<number>>();
  const sightingOf = (message: string): PromiseWithResolvers<number> => {
    const sighting = seen.get(message) ?? Promise.withResolvers<number>();
    seen.set(message, sighting);
    return sighting;
  };
  createInterface(child.stdout).on('line', (line) => {
    const { msg } = JSON.parse(line) as { readonly msg: string };
    sightingOf(msg).resolve(performance.timeOrigin + performance.now());
  });
  const died = ended.then(([code]) => {
    throw new Error(`the controller ended with ${String(code)}`);
  });
  died.catch(() => undefined);
  return {
    startedAt,
    ended: died,
    logged: (message) => Promise.race([sightingOf(message).promise, died]),
    usage: async () => {
      const { body } = await request(`http://127.0.0.1:${metricsPort}/metrics`);
      const text = await body.text();
      return {
        rssMb: valueOf(text, 'process_resident_memory_bytes') / 2 ** 20,
        heapMb: valueOf(text, 'nodejs_heap_size_used_bytes') / 2 ** 20,
        cpuSeconds: valueOf(text, 'process_cpu_seconds_total'),
      };
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

const valueOf = (metrics: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);

/** Nobody else is likely to take them in the moment until they are used. */
async function freePorts(): Promise<readonly [number, number]> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    }),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return [ports[0]!, ports[1]!];
}
