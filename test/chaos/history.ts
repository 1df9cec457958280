/**
 * One history. In: a seed. Out: what was done, and every promise that was broken (`promises.ts`).
 *
 *   seed ─► steps ─► cluster, ARM, other writer, replicas ─► faults stop ─► quiet ─► promises ─► all Ingresses go ─► promises
 *
 * The runner, the loop, the ARM client and the emulator are the real ones; time is virtual and there are no sockets.
 */
import { startChaosAzure, OPERATION_MS, type ChaosAzure, type Counts } from './azure.ts';
import { createChaosCluster, type ChaosCluster } from './cluster.ts';
import { brokenAtEnd, brokenWhenEmpty, isConverged } from './promises.ts';
import { createRandom } from './random.ts';
import { startReplicas, type Replicas } from './replicas.ts';
import { drawSteps, type Step } from './steps.ts';

export interface History {
  readonly steps: readonly Step[];
  /** Sentences; none if all is well. */
  readonly broken: readonly string[];
  readonly counts: Counts;
  /** From the last fault to the last difference, in lengths of an operation. */
  readonly settledAfter: number;
}

interface World {
  readonly azure: ChaosAzure;
  readonly cluster: ChaosCluster;
  readonly replicas: Replicas;
}

/** Longest time that something refused is held (1 h), and what runs before it. */
const MOST_QUIET_MS = 2 * 60 * 60_000;
/** The last faults still meet somebody. */
const LAST_FAULTS_MS = 30_000;
const LOOK_MS = 5_000;
/** The second look and a look for drift come after the last PUT. */
const LINGER_MS = 80_000;

export async function runHistory(seed: number): Promise<History> {
  const random = createRandom(seed);
  const heedsIfMatch = random.below(2) === 0;
  const steps = drawSteps(random, heedsIfMatch);
  const azure = await startChaosAzure(heedsIfMatch);
  const cluster = createChaosCluster(azure.clock.now);
  const replicas = startReplicas(azure, cluster.source, random);
  const world: World = { azure, cluster, replicas };
  try {
    for (const step of steps) {
      await azure.clock.pass(step.wait);
      await take(step, world);
    }
    await azure.clock.pass(LAST_FAULTS_MS);
    azure.stopFaults();
    await startAgain(azure);
    const settledAfter = await untilConverged(world);
    const atEnd = brokenAtEnd({ azure, cluster, published: replicas.lastPublished(), steps });
    cluster.clear();
    await untilConverged(world);
    const broken = [...azure.breaches, ...atEnd, ...brokenWhenEmpty(azure)];
    return { steps, broken, counts: azure.counts(), settledAfter: settledAfter / OPERATION_MS };
  } finally {
    await replicas.stop();
    await azure.close();
  }
}

async function take(step: Step, { azure, cluster, replicas }: World): Promise<void> {
  switch (step.do) {
    case 'fault':
      return azure.inject(step.kind, step.times);
    case 'write':
      return void (await azure.write(step.kind, step.value));
    case 'stop':
    case 'start':
      return azure.turn(step.do);
    case 'restart':
      return replicas.restart();
    case 'newLeader':
      return replicas.newLeader();
    case 'ingress':
    case 'deleteIngress':
    case 'endpoints':
    case 'secret':
      return cluster.take(step);
  }
}

/** Who stopped a gateway starts it in the end. */
async function startAgain({ document, turn }: ChaosAzure): Promise<void> {
  const state = document().properties['operationalState'];
  if (state === 'Stopped' || state === 'Stopping') await turn('start');
}

/** Ms that it took, the time to make sure not counted. */
async function untilConverged({ azure, cluster }: World): Promise<number> {
  const { clock } = azure;
  const start = clock.now();
  while (clock.now() - start < MOST_QUIET_MS) {
    await clock.pass(LOOK_MS);
    if (!isConverged(azure, cluster)) continue;
    const took = clock.now() - start;
    await clock.pass(LINGER_MS);
    return took;
  }
  return clock.now() - start;
}
