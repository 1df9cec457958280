import test from 'ava';
import { translateIngresses } from '../../../../src/frontends/ingress/translate.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { ingress, ingressClass, type IngressInit } from '../../../helpers/objects.ts';
import { frontendOptions } from '../../../helpers/participants.ts';

const extended = (hosts: string, init: IngressInit = {}) =>
  ingress({
    rules: { 'a.com': ['/'] },
    annotations: { 'appgw.ingress.kubernetes.io/hostname-extension': hosts },
    ...init,
  });

const shares = test.macro({
  exec: (t, ingresses: readonly ReturnType<typeof ingress>[], expected: readonly string[]) => {
    const { routing } = translateIngresses(
      createSnapshot([...ingresses, ingressClass()], 0),
      frontendOptions(),
    );
    t.deepEqual(
      routing.sites.map(({ hosts }) => hosts.join(' ')),
      expected,
    );
  },
  title: (name) => name!,
});
test('up to five', shares, [extended('b.com, c.com, d.com, e.com')], ['a.com b.com c.com d.com e.com']);
test(
  'six',
  shares,
  [extended('b.com, c.com, d.com, e.com, f.com')],
  ['a.com b.com c.com d.com e.com', 'f.com'],
);
test('not the exact with the wild', shares, [extended('*.b.com, c.com')], ['*.b.com', 'a.com c.com']);
test(
  'not wildcards of different depth',
  shares,
  [extended('*.b.com, *.c.b.com')],
  ['*.b.com', '*.c.b.com', 'a.com'],
);
test(
  'not a host on which somebody else has paths',
  shares,
  [extended('b.com, c.com'), ingress({ name: 'other', rules: { 'b.com': ['/x'] } })],
  ['a.com c.com', 'b.com'],
);
test(
  'not without an extension',
  shares,
  [ingress({ rules: { 'a.com': ['/'], 'b.com': ['/'] } })],
  ['a.com', 'b.com'],
);
test(
  'not hosts of two rules',
  shares,
  [extended('b.com', { rules: { 'a.com': ['/'], 'c.com': ['/x'] } })],
  ['a.com', 'b.com', 'c.com'],
);
