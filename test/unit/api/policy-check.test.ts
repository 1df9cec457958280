import test from 'ava';
import type { Policy } from '../../../src/api/policy.ts';
import {
  mayReference,
  mayUseExternalName,
  mayUseFrontend,
  mayUseHost,
  mayUseVault,
} from '../../../src/api/policy-check.ts';

const VAULTS: Policy = {
  keyVaults: [
    { namespaces: ['shop'], vaults: ['Shop.vault.azure.net'] },
    { namespaces: ['*'], vaults: ['all.vault.azure.net'] },
  ],
};
for (const [namespace, vault, may] of [
  ['shop', 'shop.vault.azure.net', true],
  ['blog', 'shop.vault.azure.net', false],
  ['blog', 'all.vault.azure.net', true],
] as const)
  test(`${namespace} and ${vault}`, (t) => t.is(mayUseVault(VAULTS, namespace, vault), may));
test('no vault by default', (t) => t.false(mayUseVault({}, 'shop', 'shop.vault.azure.net')));

const REFERENCES: Policy = {
  references: [{ namespaces: ['shop'], sslCertificates: ['wild'], rewriteRuleSets: ['*'] }],
};
for (const [namespace, kind, name, may] of [
  ['shop', 'sslCertificates', 'WILD', true],
  ['shop', 'sslCertificates', 'other', false],
  ['blog', 'sslCertificates', 'wild', false],
  ['shop', 'rewriteRuleSets', 'any', true],
  ['shop', 'sslProfiles', 'any', false],
] as const)
  test(`${namespace} and ${kind}/${name}`, (t) => t.is(mayReference(REFERENCES, namespace, kind, name), may));
test('as with AGIC: what is on the gateway, for everybody', (t) =>
  t.true(mayReference({}, 'shop', 'sslProfiles', 'p')));
test('an empty list allows nothing', (t) =>
  t.false(mayReference({ references: [] }, 'shop', 'sslProfiles', 'p')));

const NAMES: Policy = { externalNames: [{ namespaces: ['shop'], names: ['*.a.com', 'b.com'] }] };
for (const [namespace, name, may] of [
  ['shop', 'x.a.com', true],
  ['shop', 'x.y.a.com', true],
  ['shop', 'a.com', false],
  ['shop', 'xa.com', false],
  ['shop', 'B.com', true],
  ['blog', 'b.com', false],
] as const)
  test(`${namespace} and ${name}`, (t) => t.is(mayUseExternalName(NAMES, namespace, name), may));
test('no outside names by default', (t) => t.false(mayUseExternalName({}, 'shop', 'a.com')));
test('any name where none is said', (t) =>
  t.true(mayUseExternalName({ externalNames: [{ namespaces: ['*'] }] }, 'shop', 'a.com')));

test('frontends', (t) => {
  t.true(mayUseFrontend({}, 'public'));
  t.false(mayUseFrontend({ frontends: ['private'] }, 'public'));
});

const CLAIMS: Policy = {
  hostClaims: [
    { hosts: ['*.shop.com', 'shop.com'], namespaces: ['shop'] },
    { hosts: ['blog.shop.com'], namespaces: ['blog'] },
  ],
};
for (const [namespace, host, may] of [
  ['shop', 'shop.com', true],
  ['shop', 'a.shop.com', true],
  ['blog', 'a.shop.com', false],
  ['blog', 'blog.shop.com', true],
  ['shop', 'blog.shop.com', false],
  ['blog', '*.shop.com', false],
  ['blog', '*.a.shop.com', false],
  ['blog', 'other.com', true],
  ['blog', '', true],
  ['blog', '*.com', false],
  ['blog', '*hop.com', false],
  ['blog', 's?op.com', false],
  ['blog', '*.org', true],
  ['shop', '*.shop.com', true],
  ['shop', '*.com', false],
] as const)
  test(`${namespace} and host ${host}`, (t) => t.is(mayUseHost(CLAIMS, namespace, host), may));

test('all others', (t) => {
  const policy: Policy = { hostClaims: [...CLAIMS.hostClaims!, { hosts: ['*'], namespaces: ['ops'] }] };
  t.false(mayUseHost(policy, 'blog', 'other.com'));
  t.false(mayUseHost(policy, 'blog', ''));
  t.true(mayUseHost(policy, 'ops', ''));
  t.true(mayUseHost(policy, 'shop', 'a.shop.com'));
});
