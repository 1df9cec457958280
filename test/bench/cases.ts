/** What is measured of the pure pipeline: a cluster, and the gateway that it meets. */
import type { RawGateway } from '../../src/appgw/wire.ts';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { applied, BLANK, run } from '../helpers/pipeline.ts';
import { cluster, SIZES, withOneEndpointReplaced, type Size } from './fixtures.ts';

export interface Case {
  readonly name: string;
  /** Of one run, in ms: the median that we want to stay below. */
  readonly goal?: number;
  /** What one run works on: mostly one gateway. */
  readonly prepare: () => readonly Input[];
}

export interface Input {
  readonly objects: readonly ClusterObject[];
  readonly live: RawGateway;
}

const GATEWAYS = 10;

export const CASES: readonly Case[] = [
  { name: '10 Ingresses', prepare: () => [onBlank(SIZES.ten)] },
  { name: '100 Ingresses', prepare: () => [onBlank(SIZES.hundred)] },
  {
    name: '1,000 Ingresses over ten gateways',
    prepare: () => Array.from({ length: GATEWAYS }, (_, gateway) => onBlank(SIZES.hundred, gateway)),
  },
  { name: 'full gateway', goal: 100, prepare: () => [onBlank(SIZES.full)] },
  { name: 'full gateway, nothing changed', prepare: () => [onApplied(SIZES.full)] },
  { name: 'full gateway, one endpoint changed', goal: 20, prepare: () => [oneEndpointLater(SIZES.full)] },
  { name: 'full gateway with 100 TLS hosts', prepare: () => [onBlank(SIZES.fullTls)] },
  { name: 'the same, one endpoint changed', prepare: () => [oneEndpointLater(SIZES.fullTls)] },
];

const onBlank = (size: Size, gateway = 0): Input => ({ objects: cluster(size, gateway), live: BLANK });

function onApplied(size: Size): Input {
  const objects = cluster(size);
  const first = run(objects);
  if (first.diagnostics.length > 0) throw new Error('the fixture is to fit on the gateway as it is');
  return { objects, live: applied(first) };
}

function oneEndpointLater(size: Size): Input {
  const { objects, live } = onApplied(size);
  return { objects: withOneEndpointReplaced(objects), live };
}
