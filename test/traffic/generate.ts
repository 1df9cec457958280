/**
 * Random clusters that an API server would accept, and requests that aim at what is interesting in them. Out: plain
 * objects and requests, and nothing about what the answers are.
 */
import * as fc from 'fast-check';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { ingressNamed } from './generate/ingress.ts';
import { aims } from './generate/requests.ts';
import { surroundings } from './generate/surroundings.ts';
import type { TrafficRequest } from './oracle.ts';

/** Their order is not that of their ages. */
const NAMES = ['delta', 'alpha', 'echo', 'bravo', 'foxtrot', 'charlie'];

const cluster: fc.Arbitrary<readonly ClusterObject[]> = fc
  .integer({ min: 1, max: NAMES.length })
  .chain((count) => fc.tuple(surroundings, ...NAMES.slice(0, count).map(ingressNamed)))
  .map(([others, ...ingresses]) => [...ingresses, ...others]);

export interface Traffic {
  readonly objects: readonly ClusterObject[];
  readonly requests: readonly TrafficRequest[];
}

export const traffic = (requests: number): fc.Arbitrary<Traffic> =>
  fc
    .record({
      objects: cluster,
      picks: fc.array(fc.nat(9999), { minLength: requests, maxLength: requests }),
    })
    .map(({ objects, picks }) => {
      const all = aims(objects);
      return { objects, requests: [...new Set(picks.map((pick) => all[pick % all.length]!))] };
    });

/** The same in other namespaces: nothing that was there before is of the same owner. */
export const inNamespaces = ({ objects, requests }: Traffic, suffix: string): Traffic => ({
  requests,
  objects: objects.map((object) => {
    const { namespace } = object.metadata;
    if (namespace === '') return object;
    return { ...object, metadata: { ...object.metadata, namespace: namespace + suffix } };
  }),
});
