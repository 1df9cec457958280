import test from 'ava';
import type { Ingress } from '../../../../src/cluster/objects.ts';
import { defaultBackendConflicts, groupByHost } from '../../../../src/frontends/ingress/hosts.ts';
import { ingress } from '../../../helpers/objects.ts';
import { participant } from '../../../helpers/participants.ts';
import { told } from '../../../helpers/pipeline.ts';

const groups = test.macro({
  exec: (t, ingresses: readonly Ingress[], expected: readonly string[]) =>
    t.deepEqual(
      groupByHost(ingresses.map(participant)).map(
        (group) =>
          `${group.host || '*'}: ${group.members.map(({ owner, rules }) => `${owner.name} ${rules.length}`).join(', ')}`,
      ),
      expected,
    ),
  title: (name) => name!,
});
const a = ingress({ name: 'a', rules: { 'b.com': ['/'], 'a.com': ['/'] } });
const b = ingress({ name: 'b', rules: { 'A.com': ['/x'] } });
const withDefault = ingress({ name: 'd', rules: { 'a.com': ['/d'] }, defaultBackend: 'web' });
const other = ingress({ name: 'e', rules: { 'a.com': [] }, defaultBackend: 'api' });
const bare = ingress({ name: 'f', defaultBackend: 'api' });

test('sorted by host, members oldest first', groups, [a, b], ['a.com: a 1, b 1', 'b.com: a 1']);
test('not sorted by name', groups, [b, a], ['a.com: b 1, a 1', 'b.com: a 1']);
test(
  'a defaultBackend answers its hosts and every other',
  groups,
  [a, withDefault],
  ['*: d 0', 'a.com: a 1, d 1', 'b.com: a 1'],
);
test('the oldest defaultBackend', groups, [other, withDefault], ['*: e 0', 'a.com: e 1, d 1']);
test('only the oldest joins the host-less site', groups, [withDefault, bare], ['*: d 0', 'a.com: d 1']);
test(
  'host-less rules join it too',
  groups,
  [bare, ingress({ name: 'h', rules: { '': ['/'] } })],
  ['*: f 0, h 1'],
);
test(
  'its own host-less rule',
  groups,
  [ingress({ name: 'h', rules: { '': ['/x'] }, defaultBackend: 'web' })],
  ['*: h 1'],
);
test(
  'two rules of one host',
  groups,
  [{ ...a, spec: { rules: [{ host: 'a.com' }, { host: 'a.com' }] } }],
  ['a.com: a 2'],
);
test('none', groups, [], []);

const conflicts = test.macro({
  exec: (t, ingresses: readonly Ingress[], expected: readonly string[], hosts?: readonly string[]) => {
    const all = ingresses.map(participant);
    const found = defaultBackendConflicts(all, groupByHost(all));
    t.deepEqual(told(found), expected);
    if (hosts) t.like(found[0]?.detail, { hosts });
  },
  title: (name) => `told: ${name}`,
});
test('nobody', conflicts, [withDefault, a], []);
test(
  'who loses every host',
  conflicts,
  [withDefault, other],
  ['DEFAULT_BACKEND_CONFLICT Ingress/shop/e'],
  ['', 'a.com'],
);
test(
  'who has no host of its own',
  conflicts,
  [withDefault, bare],
  ['DEFAULT_BACKEND_CONFLICT Ingress/shop/f'],
  [''],
);
test(
  'who keeps some',
  conflicts,
  [withDefault, ingress({ name: 'g', rules: { 'g.com': [] }, defaultBackend: 'api' })],
  ['DEFAULT_BACKEND_PARTIAL Ingress/shop/g'],
  [''],
);
test('not who wants the same', conflicts, [withDefault, ingress({ name: 'g', defaultBackend: 'web' })], []);
test(
  'the same words in another namespace are another Service',
  conflicts,
  [withDefault, ingress({ name: 'g', namespace: 'x', defaultBackend: 'web' })],
  ['DEFAULT_BACKEND_CONFLICT Ingress/x/g'],
);
