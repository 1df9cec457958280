import test from 'ava';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { watchUrgency } from '../../../src/controller/urgency.ts';
import { makeCertificate, tlsSecret } from '../../helpers/certificates.ts';
import { ingress, NAMESPACE, service, slice } from '../../helpers/objects.ts';
import { run } from '../../helpers/pipeline.ts';

const SOLVER = '=/.well-known/acme-challenge/token solver';
const secret = (serial: number): ClusterObject =>
  tlsSecret(NAMESPACE, 'cert', makeCertificate({ hosts: ['a.com'], serial }));
const web = (paths: readonly string[], hosts = ['a.com']): ClusterObject =>
  ingress({
    age: 1,
    rules: Object.fromEntries(hosts.map((host) => [host, [...paths]])),
    tls: [['cert', 'a.com']],
  });
const solver = (addresses: readonly string[]): readonly ClusterObject[] => [
  service({ name: 'solver' }),
  slice([...addresses], { service: 'solver' }),
];
const BEFORE = [web(['/']), secret(1), service(), slice(['10.0.0.1'])];

const hurries = test.macro({
  exec: (
    t,
    expected: boolean,
    after: readonly ClusterObject[],
    before: readonly ClusterObject[] = BEFORE,
  ) => {
    const isUrgent = watchUrgency();
    t.false(isUrgent(run(before).routing), 'of the first nothing is known to be new');
    t.is(isUrgent(run(after).routing), expected);
    t.false(isUrgent(run(after).routing));
  },
  title: (name) => name!,
});

test('nothing new', hurries, false, BEFORE);
test('a new host', hurries, true, [web(['/'], ['a.com', 'b.com']), ...BEFORE.slice(1)]);
test('a host that goes', hurries, false, [web([], []), ...BEFORE.slice(1)]);
test('a new path', hurries, false, [web(['/', '/x']), ...BEFORE.slice(1)]);
test('another endpoint', hurries, false, [...BEFORE.slice(0, 3), slice(['10.0.0.2'])]);
test('a renewed certificate', hurries, true, [web(['/']), secret(2), ...BEFORE.slice(2)]);
test('a Secret that goes', hurries, false, [web(['/']), ...BEFORE.slice(2)]);
const CHALLENGE = [web(['/', SOLVER]), ...BEFORE.slice(1)];
test('a challenge', hurries, true, [...CHALLENGE, ...solver([])]);
test(
  'the solver is ready',
  hurries,
  true,
  [...CHALLENGE, ...solver(['10.0.0.9'])],
  [...CHALLENGE, ...solver([])],
);
test('the challenge goes', hurries, false, BEFORE, [...CHALLENGE, ...solver(['10.0.0.9'])]);
