import test from 'ava';
import { createSnapshot, type Snapshot } from '../../../../src/cluster/snapshot.ts';
import { certificateHostsOf, vaultReferences } from '../../../../src/frontends/ingress/vault-certificates.ts';
import { translateIngresses } from '../../../../src/frontends/ingress/translate.ts';
import { ingress, type IngressInit } from '../../../helpers/objects.ts';
import { frontendOptions } from '../../../helpers/participants.ts';
import { AT } from '../../../helpers/pipeline.ts';

const ID = 'https://shop.vault.azure.net/secrets/web';
const policy = { keyVaults: [{ namespaces: ['shop'], vaults: ['shop.vault.azure.net'] }] };
const options = frontendOptions({ policy });
const named = (init: IngressInit = {}) =>
  ingress({
    annotations: { 'appgw.ingress.kubernetes.io/key-vault-certificate': ID },
    rules: { '': ['/ web'] },
    ...init,
  });
const knowing = (names: readonly string[], notAfter = AT + 1, init: IngressInit = {}): Snapshot => ({
  ...createSnapshot([named(init)], AT),
  vaultCertificates: new Map([[ID, { names, notAfter }]]),
});

test('looked up is what our Ingresses name and may use, once', (t) => {
  const objects = [
    named({ name: 'a' }),
    named({ name: 'b' }),
    named({ namespace: 'blog' }),
    ingress({ name: 'c' }),
  ];
  t.deepEqual(vaultReferences(createSnapshot(objects, AT), options), [ID]);
  t.deepEqual(vaultReferences(createSnapshot(objects, AT), frontendOptions()), []);
});

for (const [what, names, init, expected] of [
  ['those of the certificate', ['a.com', '*.b.com'], {}, ['a.com', '*.b.com']],
  ['no common name that is no host', ['My certificate', 'a.com', 'localhost'], {}, ['a.com']],
  ['none where tls says some', ['a.com'], { tls: [[null, 'b.com']] }, []],
  ['those of the certificate where tls says none', ['a.com'], { tls: [[null]] }, ['a.com']],
  ['none that its namespace may not use', ['a.com'], { namespace: 'blog' }, []],
] as const) {
  test(`hosts: ${what}`, (t) => {
    const object = named(init);
    const values = { 'key-vault-certificate': ID };
    t.deepEqual(certificateHostsOf(object, values, knowing(names), options), expected);
  });
}

test('rules without a host are served under the names of the certificate', (t) => {
  const { routing } = translateIngresses(knowing(['a.com', 'b.com']), options);
  const hosts = routing.sites.filter(({ protocol }) => protocol === 'Https').flatMap((site) => site.hosts);
  t.deepEqual(hosts.toSorted(), ['a.com', 'b.com']);
});

for (const [what, snapshot, expected] of [
  ['good', knowing(['a.com'], AT + 1, { rules: { 'a.com': ['/ web'] } }), []],
  [
    'expired',
    knowing(['a.com'], AT - 1, { rules: { 'a.com': ['/ web'] } }),
    ['KEY_VAULT_CERTIFICATE_EXPIRED'],
  ],
  [
    'for others',
    knowing(['b.com'], AT + 1, { rules: { 'a.com': ['/ web'] } }),
    ['KEY_VAULT_HOST_NOT_COVERED'],
  ],
  ['not known', createSnapshot([named({ rules: { 'a.com': ['/ web'] } })], AT), []],
] as const) {
  test(`told of a certificate that is ${what}`, (t) => {
    const { diagnostics } = translateIngresses(snapshot, options);
    t.deepEqual(
      diagnostics.map(({ code }) => code).filter((code) => code.startsWith('KEY_VAULT')),
      expected,
    );
  });
}
