/** A cluster in which nothing fails, at a given pace, in virtual time: when something changed, and when we wrote. */
import { translateFor } from '../../src/controller/compute.ts';
import { routingDigest } from '../../src/controller/routing-digest.ts';
import { startChaosAzure } from '../chaos/azure.ts';
import { createChaosCluster, type ChaosCluster } from '../chaos/cluster.ts';
import { createRandom, type Random } from '../chaos/random.ts';
import { SETTINGS, startReplicas } from '../chaos/replicas.ts';
import { SERVICES, SLOTS, type ClusterStep } from '../chaos/steps.ts';

export interface Economy {
  /** Of what is wanted of the gateway; ms. */
  readonly changes: readonly number[];
  readonly puts: readonly number[];
}

const LEAST_STEPS = 40;
/** Long enough that its ends do not count. */
const LEAST_MS = 900_000;
/** After the last step: all is applied. */
const QUIET_MS = 120_000;

/** `gap`: ms between two steps, on average; they come as in a Poisson process. */
export async function runEconomy(seed: number, gap: number): Promise<Economy> {
  const random = createRandom(seed);
  const azure = await startChaosAzure();
  const cluster = createChaosCluster(azure.clock.now);
  const replicas = startReplicas(azure, cluster.source, random);
  const changes: number[] = [];
  let wanted = digestOf(cluster);
  try {
    await azure.clock.pass(QUIET_MS);
    const before = azure.putTimes.length;
    for (let left = Math.max(LEAST_STEPS, LEAST_MS / gap); left > 0; left -= 1) {
      await azure.clock.pass(Math.round(-Math.log(1 - random.next()) * gap));
      cluster.take(drawStep(random));
      const now = digestOf(cluster);
      if (now !== wanted) changes.push(azure.clock.now());
      wanted = now;
    }
    await azure.clock.pass(QUIET_MS);
    return { changes, puts: azure.putTimes.slice(before) };
  } finally {
    await replicas.stop();
    await azure.close();
  }
}

const digestOf = ({ source }: ChaosCluster): string =>
  routingDigest(translateFor(source.snapshot().snapshot, SETTINGS).routing);

/** Mostly what pods do. */
function drawStep(random: Random): ClusterStep {
  const slot = random.below(SLOTS);
  const service = random.below(SERVICES);
  switch (random.below(40)) {
    case 0:
      return { do: 'ingress', slot, kind: random.pick(['plain', 'tls']), service };
    case 1:
      return { do: 'secret', slot, state: 'renewed' };
    case 2:
      return { do: 'deleteIngress', slot };
    default: {
      const addresses = Array.from({ length: 1 + random.below(3) }, () => `10.0.0.${1 + random.below(200)}`);
      return { do: 'endpoints', service, addresses };
    }
  }
}
