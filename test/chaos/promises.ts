/** What has to hold once all is quiet, each broken one as a sentence. */
import { compute } from '../../src/controller/compute.ts';
import type { Published } from '../../src/controller/gateway-runner.ts';
import { isError } from '../../src/diagnostics/diagnostic.ts';
import { routes } from '../helpers/pipeline.ts';
import type { ChaosAzure } from './azure.ts';
import type { ChaosCluster } from './cluster.ts';
import { isOurs } from './foreign.ts';
import { SETTINGS } from './replicas.ts';
import type { Step } from './steps.ts';

export interface End {
  readonly azure: ChaosAzure;
  readonly cluster: ChaosCluster;
  readonly published: Published | null;
  readonly steps: readonly Step[];
}

/** Nothing runs, nothing failed, and there is nothing to send. */
export const isConverged = (azure: ChaosAzure, cluster: ChaosCluster): boolean =>
  azure.document().properties['provisioningState'] === 'Succeeded' && leftToDo(azure, cluster).length === 0;

const leftToDo = (azure: ChaosAzure, { source }: ChaosCluster): readonly string[] =>
  compute(source.snapshot().snapshot, azure.document(), SETTINGS).plan.changes.map(
    ({ action, name }) => `${action} ${name}`,
  );

export const brokenAtEnd = (end: End): readonly string[] => [
  ...notConverged(end),
  ...notServed(end),
  ...heldBack(end),
  ...overBudget(end),
];

const notConverged = ({ azure, cluster, published }: End): readonly string[] => {
  const { provisioningState: state } = azure.document().properties;
  const changes = leftToDo(azure, cluster);
  const outcome = published?.outcome.kind ?? 'none';
  return [
    ...(state === 'Succeeded' ? [] : [`the gateway is not in the state Succeeded`]),
    ...(changes.length === 0 ? [] : [`left to do: ${changes.join(', ')}`]),
    ...(outcome === 'unchanged' ? [] : [`the last outcome that was told is ${outcome}`]),
  ];
};

function notServed({ azure, cluster }: End): readonly string[] {
  const served = routes(azure.document());
  return cluster.promised().flatMap(({ owner, route, members }) => {
    const found = served[route] ?? 'nothing';
    const wanted = members.toSorted().join(',');
    if (found.split(',').toSorted().join(',') === wanted) return [];
    return [`${route} of ${owner} leads to ${found} instead of ${wanted}`];
  });
}

const heldBack = ({ cluster, published }: End): readonly string[] => {
  const valid = new Set(cluster.promised().map(({ owner }) => owner));
  return (published?.outcome.diagnostics ?? [])
    .filter(isError)
    .flatMap(({ code, object }) =>
      object?.kind === 'Ingress' && valid.has(object.name) ? [`${object.name} is valid and has ${code}`] : [],
    );
};

/**
 * The budget: one PUT for each change of the objects, one for each fault that a PUT met (it is sent again), two for
 * each write of somebody else (it cut ours off, and took something of ours), one for each new leader, four for each
 * refusal that names nobody (the search for whom it concerns), and one for the start.
 */
function overBudget({ azure, cluster, steps }: End): readonly string[] {
  const { puts, putFaults, refusals, otherWrites } = azure.counts();
  const leaders = steps.filter((step) => step.do === 'restart' || step.do === 'newLeader').length;
  const budget = 1 + cluster.changes() + putFaults + 2 * otherWrites + leaders + 4 * refusals;
  return puts <= budget ? [] : [`${puts} PUTs where ${budget} are enough`];
}

export const brokenWhenEmpty = (azure: ChaosAzure): readonly string[] =>
  Object.entries(azure.document().properties).flatMap(([collection, items]) =>
    Array.isArray(items)
      ? (items as { name: string }[])
          .filter(isOurs)
          .map(({ name }) => `${collection}/${name} is left without any Ingress`)
      : [],
  );
