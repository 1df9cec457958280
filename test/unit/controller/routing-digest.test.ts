import test from 'ava';
import { compute } from '../../../src/controller/compute.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { routingDigest } from '../../../src/controller/routing-digest.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';

const SETTINGS = { config: loadConfig({ flags: {}, environment: {} }), conventionalClass: CLASS };
const routingOf = (objects: readonly ClusterObject[]) =>
  compute(createSnapshot(objects, 0), BLANK_GATEWAY, SETTINGS).routing;
const WEB = [ingress({ age: 1, rules: { 'a.com': ['/'] } }), service()];
const [ONE, SAME, OTHER] = [['10.0.0.1'], ['10.0.0.1'], ['10.0.0.2']].map((addresses) =>
  routingOf([...WEB, slice(addresses)]),
);

test('equal routings have one fingerprint, others another', (t) => {
  t.is(routingDigest(ONE!), routingDigest(SAME!));
  t.not(routingDigest(ONE!), routingDigest(OTHER!));
});

test('what else is to count counts', (t) => t.not(routingDigest(ONE!), routingDigest(ONE!, ['more'])));
