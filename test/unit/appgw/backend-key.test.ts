import test from 'ava';
import { backendKey } from '../../../src/appgw/backend-key.ts';
import { STRICT_TLS } from '../../../src/routing/backend.ts';
import type { TrustedRoot } from '../../../src/routing/model.ts';
import { caBundle } from '../../helpers/back-end.ts';
import { backend } from '../../helpers/routing.ts';

const trusting = (...trustedRoots: readonly TrustedRoot[]): string =>
  backendKey(backend('web', { settings: { tls: { ...STRICT_TLS, trustedRoots } } }));

test('members do not count, CAs do, by their fingerprints', (t) => {
  t.is(backendKey(backend('web', { endpoints: ['1'] })), backendKey(backend('web', { endpoints: ['2'] })));
  const [one, two] = [caBundle('one'), caBundle('two')];
  t.is(trusting({ kind: 'own', ca: one }), trusting({ kind: 'own', ca: { ...one, certificates: [] } }));
  const keys = [
    trusting(),
    trusting({ kind: 'own', ca: one }),
    trusting({ kind: 'own', ca: two }),
    trusting({ kind: 'onGateway', name: 'one' }),
  ];
  t.is(new Set(keys).size, 4);
});
