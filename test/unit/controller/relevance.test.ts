import test from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { relevantTo, type Relevance } from '../../../src/controller/relevance.ts';
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
  ['the same again', WORLD, 'none'],
  ['in another order', WORLD.toReversed(), 'none'],
  ['a Service that nobody refers to', [...WORLD, service({ name: 'lonely' })], 'none'],
  ['an Ingress of another class', [...WORLD, ingress({ name: 'x', className: 'other' })], 'none'],
  ['another endpoint', [...without('EndpointSlice'), slice(['10.0.0.2'])], 'usual'],
  ['the Service is gone', without('Service'), 'usual'],
  ['the certificate was renewed', [...without('Secret'), certificate(2)], 'urgent'],
  ['the Secret is gone', without('Secret'), 'usual'],
  ['a new Ingress', [...WORLD, ingress({ name: 'b', age: 2, rules: { 'b.com': ['/'] } })], 'urgent'],
] as const satisfies readonly (readonly [string, readonly ClusterObject[], Relevance])[]) {
  test(title, (t) => {
    const relevanceOf = relevantTo(SETTINGS);
    t.is(relevanceOf(createSnapshot(WORLD, 0)), 'usual', 'the first one is');
    t.is(relevanceOf(createSnapshot(objects, 1)), expected);
  });
}
