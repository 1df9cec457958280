/** The real command line as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface RunOptions {
  readonly stdin?: string;
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Flags of Node itself. */
  readonly node?: readonly string[];
  /** Instead of our own entry. */
  readonly main?: string;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** INIT_CWD is npm's, and tests are run by npm. */
function environmentOf(own: RunOptions['environment'] = {}): NodeJS.ProcessEnv {
  const { INIT_CWD: _, ...inherited } = process.env;
  return { ...inherited, NO_COLOR: '1', ...own };
}

function start(
  args: readonly string[],
  { cwd, environment, node = [], main = MAIN }: RunOptions,
): ChildProcess {
  return spawn(process.execPath, [...node, main, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: environmentOf(environment),
    stdio: 'pipe',
  });
}

export async function runCommand(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = start(args, options);
  child.stdin!.end(options.stdin ?? '');
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

export interface Running {
  readonly process: ChildProcess;
  /** The next line of standard output as JSON; rejects when the process ends instead. */
  readonly next: <T>() => Promise<T>;
  /** SIGTERM; resolves with exit code and how long that took. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<{ readonly code: number | null; readonly ms: number }>;
}

/** Until it is stopped, or the test ends. */
export function startCommand(
  t: ExecutionContext,
  args: readonly string[],
  options: RunOptions = {},
): Running {
  const child = start(args, options);
  t.teardown(() => child.kill('SIGKILL'));
  child.stderr!.resume();
  const lines = createInterface(child.stdout!)[Symbol.asyncIterator]();
  const ended = once(child, 'close') as Promise<[number | null]>;
  return {
    process: child,
    next: async <T>() => {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the process ended with ${child.exitCode}`);
      return JSON.parse(value) as T;
    },
    stop: async (signal = 'SIGTERM') => {
      const from = performance.now();
      child.kill(signal);
      const [code] = await ended;
      return { code, ms: performance.now() - from };
    },
  };
}
