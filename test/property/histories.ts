/** Random histories: what people do to their objects, and what somebody else does to the gateway meanwhile. */
import * as fc from 'fast-check';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { ingress, service, slice, type IngressInit } from '../helpers/objects.ts';
import { WORLD } from '../helpers/world.ts';

export type Step =
  | { readonly do: 'apply'; readonly slot: number; readonly init: IngressInit }
  | { readonly do: 'delete'; readonly slot: number }
  | { readonly do: 'endpoints'; readonly addresses: readonly string[] }
  /** Nothing is remembered; the objects come in another order. */
  | { readonly do: 'restart' }
  /** Somebody refers to something of ours; nobody does any more. */
  | { readonly do: 'refer'; readonly at: number }
  | { readonly do: 'unrefer' };

const paths = fc.uniqueArray(
  fc
    .tuple(
      fc.constantFrom('/', '/x', '/x/y', '=/x', '~/im*', '/.well-known/acme-challenge/'),
      fc.constantFrom('web', 'api', 'idle', 'gone', 'moving'),
    )
    .map(([path, to]) => `${path} ${to}`),
  { maxLength: 3 },
);
const inits: fc.Arbitrary<IngressInit> = fc.record(
  {
    rules: fc.dictionary(fc.constantFrom('a.com', 'x.a.com', '*.a.com', 'b.com', 'theirs.org', ''), paths, {
      maxKeys: 3,
      noNullPrototype: true,
    }),
    tls: fc.constantFrom<NonNullable<IngressInit['tls']>>(
      [['cert', 'a.com']],
      [['cert', '*.a.com']],
      [['other']],
      [['none', 'b.com']],
    ),
    defaultBackend: fc.constantFrom('web', 'gone'),
    sslRedirect: fc.constantFrom('true', 'false', 'maybe'),
    annotations: fc.constantFrom<NonNullable<IngressInit['annotations']>>(
      { 'appgw.ingress.kubernetes.io/request-timeout': '77' },
      { 'appgw.ingress.kubernetes.io/cookie-based-affinity': 'true' },
      { 'appgw.ingress.kubernetes.io/backend-path-prefix': '/inner/' },
    ),
  },
  { requiredKeys: ['rules'] },
);
const slot = fc.nat({ max: 3 });

export const histories: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('apply'), slot, init: inits }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('delete'), slot }) },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('endpoints'),
        addresses: fc.uniqueArray(fc.constantFrom('10.1.0.1', '10.1.0.2', '10.1.0.3')),
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restart') }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('refer'), at: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('unrefer') }) },
  ),
  { minLength: 1, maxLength: 8 },
);

export interface Objects {
  readonly take: (step: Step) => void;
  readonly clear: () => void;
  readonly all: () => readonly ClusterObject[];
}

export function createObjects(): Objects {
  const slots = new Map<number, ClusterObject>();
  let addresses: readonly string[] = ['10.1.0.1'];
  let isReversed = false;
  let age = 0;
  return {
    take: (step) => {
      age += 1;
      if (step.do === 'apply') slots.set(step.slot, ingress({ name: `i${step.slot}`, age, ...step.init }));
      if (step.do === 'delete') slots.delete(step.slot);
      if (step.do === 'endpoints') ({ addresses } = step);
      if (step.do === 'restart') isReversed = !isReversed;
    },
    clear: () => slots.clear(),
    all: () => {
      const moving = [service({ name: 'moving' }), slice(addresses, { service: 'moving' })];
      const list = [...WORLD, ...moving, ...slots.values()];
      return isReversed ? list.reverse() : list;
    },
  };
}
