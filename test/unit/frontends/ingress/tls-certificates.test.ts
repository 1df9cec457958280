import test from 'ava';
import type { Policy } from '../../../../src/api/policy.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import {
  certificateFor,
  claimsTls,
  identityOf,
  sameCertificate,
} from '../../../../src/frontends/ingress/tls-certificates.ts';
import type { Certificate } from '../../../../src/routing/model.ts';
import { makeCertificate, tlsSecret } from '../../../helpers/certificates.ts';
import { ingress, type IngressInit } from '../../../helpers/objects.ts';
import { frontendOptions, participant } from '../../../helpers/participants.ts';
import { AT, told } from '../../../helpers/pipeline.ts';

const PREFIX = 'appgw.ingress.kubernetes.io/';
const VAULT = 'https://shop.vault.azure.net/certificates/web';
const VAULTS: Policy = { keyVaults: [{ namespaces: ['shop'], vaults: ['shop.vault.azure.net'] }] };
const SNAPSHOT = createSnapshot([tlsSecret('shop', 'good', makeCertificate({ hosts: ['a.com'] }))], AT);

const annotated = (annotations: Record<string, string>, init: IngressInit = {}) =>
  participant(
    ingress({
      ...init,
      annotations: Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [PREFIX + key, value]),
      ),
    }),
  );

const gives = test.macro({
  exec: (
    t,
    annotations: Record<string, string>,
    tls: NonNullable<IngressInit['tls']>,
    expected: string,
    policy: Policy = {},
    codes: readonly string[] = [],
  ) => {
    const diagnostics: Diagnostic[] = [];
    const member = annotated(annotations, { tls });
    const options = frontendOptions({ policy });
    const made = certificateFor(member, 'a.com', SNAPSHOT, options, (each) => void diagnostics.push(each));
    t.is(made ? `${made.state} ${identityOf(made)}`.trim() : 'none', expected);
    t.deepEqual(
      told(diagnostics),
      codes.map((code) => `${code} Ingress/shop/web`),
    );
  },
  title: (name) => name!,
});
test('nothing asks', gives, {}, [], 'none');
test('a Secret', gives, {}, [['good', 'a.com']], 'usable shop/good');
test(
  'a Secret goes before what is on the gateway',
  gives,
  { 'appgw-ssl-certificate': 'c' },
  [['good', 'a.com']],
  'usable shop/good',
);
test(
  'also one that is missing: it fails closed',
  gives,
  { 'appgw-ssl-certificate': 'c' },
  [['none', 'a.com']],
  'missing shop/none',
);
test('one on the gateway', gives, { 'appgw-ssl-certificate': 'c' }, [], 'onGateway c');
test(
  'instead of an entry without a Secret',
  gives,
  { 'appgw-ssl-certificate': 'c' },
  [[null, 'a.com']],
  'onGateway c',
);
test(
  'one on the gateway that is not allowed',
  gives,
  { 'appgw-ssl-certificate': 'c' },
  [],
  'refused',
  { references: [] },
  ['REFERENCE_NOT_ALLOWED'],
);
test(
  'one in a vault',
  gives,
  { 'key-vault-certificate': VAULT },
  [],
  'keyVault https://shop.vault.azure.net/secrets/web',
  VAULTS,
);
test('a vault that is not allowed', gives, { 'key-vault-certificate': VAULT }, [], 'refused', {}, [
  'KEY_VAULT_NOT_ALLOWED',
]);
test('both', gives, { 'key-vault-certificate': VAULT, 'appgw-ssl-certificate': 'c' }, [], 'refused', VAULTS, [
  'ANNOTATIONS_EXCLUSIVE',
]);
test('what cannot be read never opens the host', gives, { 'key-vault-certificate': 'web' }, [], 'refused');
test('nor takes the certificate that is there', gives, { 'waf-policy': 'x' }, [['good', 'a.com']], 'refused');
test('what cannot be read asks for no TLS by itself', gives, { 'waf-policy': 'x' }, [], 'none');

test('who claims TLS', (t) => {
  t.true(claimsTls(annotated({}, { tls: [['good', 'a.com']] }), 'a.com'));
  t.true(claimsTls(annotated({ 'key-vault-certificate': 'unreadable' }), 'a.com'));
  t.false(claimsTls(annotated({}), 'a.com'));
});

const named = (name: string): Certificate => ({ state: 'onGateway', name });
const kept = (secretId: string): Certificate => ({ state: 'keyVault', secretId });
for (const [a, b, same] of [
  [named('a'), named('a'), true],
  [named('a'), named('b'), false],
  [kept('a'), kept('a'), true],
  [kept('a'), kept('b'), false],
] as const)
  test(`${identityOf(a)} and ${identityOf(b)} of ${a.state}`, (t) => t.is(sameCertificate(a, b), same));
