/** A reflector against a scripted API server, and what it made of it. */
import type { ExecutionContext } from 'ava';
import { createReflector, type Reflector, type ReflectorOptions } from '../../../src/kube/reflector.ts';
import type { Observed, Sink } from '../../../src/kube/store.ts';
import { createManualClock, type ManualClock } from '../../helpers/manual-clock.ts';
import {
  listOf,
  NO_STREAMING_LIST,
  purposeOf,
  scriptedKube,
  type Answer,
  type Handle,
  type ScriptedKube,
} from '../../helpers/scripted-kube.ts';

const PATH = '/apis/networking.k8s.io/v1/ingresses';
export const object = (name: string, resourceVersion: string): object => ({
  metadata: { namespace: 'shop', name, resourceVersion },
});
export const added = (name: string, version: string): object => ({
  type: 'ADDED',
  object: object(name, version),
});
export const errorEvent = (code: number, reason: string): object => ({
  type: 'ERROR',
  object: { kind: 'Status', code, reason, message: `${reason} (scripted)` },
});

interface Setup {
  readonly kube: ScriptedKube;
  readonly clock: ManualClock;
  readonly reflector: Reflector;
  readonly errors: string[];
  /** What the sink was told: `= a b`, `+ c`, `- a`. */
  readonly told: string[];
  /** What the requests were for. */
  purposes(): string[];
}

export const noting = (told: string[]): Sink<string> => ({
  replace: (all: readonly Observed<string>[]) =>
    void told.push(`= ${all.map(({ object }) => object).join(' ')}`),
  apply: ({ object }) => void told.push(`+ ${object}`),
  remove: (key) => void told.push(`- ${key}`),
});

export async function setUp(
  t: ExecutionContext,
  handle: Handle,
  options: Partial<ReflectorOptions<string>> = {},
): Promise<Setup> {
  const clock = createManualClock();
  const kube = await scriptedKube(clock, handle);
  const errors: string[] = [];
  const told: string[] = [];
  const reflector = createReflector<string>({
    client: kube.client,
    clock,
    path: PATH,
    project: ({ metadata }) => metadata?.name ?? '',
    sink: noting(told),
    onError: (error) => errors.push(error.message),
    random: () => 0.5,
    ...options,
  });
  t.teardown(() => kube.close());
  t.teardown(() => reflector.stop());
  reflector.start();
  return { kube, clock, reflector, errors, told, purposes: () => kube.calls.map(purposeOf) };
}

/** One answer a request, the last one for ever; streaming lists are refused and not counted. */
export const inTurn = (...answers: readonly Answer[]): Handle => {
  let turn = 0;
  return (call) => {
    if (purposeOf(call) === 'streaming list') return NO_STREAMING_LIST;
    return answers[Math.min(turn++, answers.length - 1)]!;
  };
};

export const OPEN: Answer = { events: [], end: 'open' };
export const LIST = listOf('10', [object('a', '5')]);

/** Time goes on, and nothing happens. */
export async function settle(clock: ManualClock, ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10));
  clock.advance(ms);
  await new Promise((resolve) => setTimeout(resolve, 10));
}
