import test from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { relevantTo } from '../../../src/controller/relevance.ts';
import { makeCertificate, tlsSecret } from '../../helpers/certificates.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';

const SETTINGS = { config: loadConfig({ flags: {}, environment: {} }), conventionalClass: CLASS };
const certificate = (serial: number) =>
  tlsSecret('shop', 'cert', makeCertificate({ hosts: ['a.com'], serial }));
const WORLD: readonly ClusterObject[] = [
  ingress({ age: 1, rules: { 'a.com': ['/'] }, tls: [['cert', 'a.com']] }),
  service(),
  slice(['10.0.0.1']),
  certificate(1),
];
const without = (kind: ClusterObject['kind']): readonly ClusterObject[] =>
  WORLD.filter((object) => object.kind !== kind);

for (const [title, objects, expected] of [
  ['the same again', WORLD, false],
  ['in another order', WORLD.toReversed(), false],
  ['a Service that nobody refers to', [...WORLD, service({ name: 'lonely' })], false],
  ['an Ingress of another class', [...WORLD, ingress({ name: 'x', className: 'other' })], false],
  ['another endpoint', [...without('EndpointSlice'), slice(['10.0.0.2'])], true],
  ['the Service is gone', without('Service'), true],
  ['the certificate was renewed', [...without('Secret'), certificate(2)], true],
  ['the Secret is gone', without('Secret'), true],
  ['a new Ingress', [...WORLD, ingress({ name: 'b', age: 2, rules: { 'b.com': ['/'] } })], true],
] as const satisfies readonly (readonly [string, readonly ClusterObject[], boolean])[]) {
  test(title, (t) => {
    const isRelevant = relevantTo(SETTINGS);
    t.true(isRelevant(createSnapshot(WORLD, 0)), 'the first one is');
    t.is(isRelevant(createSnapshot(objects, 1)), expected);
  });
}
