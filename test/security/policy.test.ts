/** What the policy does not allow a namespace does not get onto the gateway, by whichever way it is asked for. */
import test from 'ava';
import { isOwn } from '../../src/appgw/names.ts';
import { COLLECTIONS, type JsonObject, type RawGateway } from '../../src/appgw/wire.ts';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { makeCertificate, tlsSecret } from '../helpers/certificates.ts';
import { ingress, service, slice, type IngressInit } from '../helpers/objects.ts';
import { childrenOf, run } from '../helpers/pipeline.ts';
import { gateway } from '../helpers/routing.ts';
import { serverAnswer } from '../helpers/server-answer.ts';
import { WORLD } from '../helpers/world.ts';
import { TENANT } from './nasty.ts';

const PREFIX = 'appgw.ingress.kubernetes.io/';
const WAF =
  '/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies/corp';
const VAULT = 'https://corp.vault.azure.net/secrets/corp';
const named = (properties: JsonObject) => [{ name: 'corp', properties }];
const IDENTITY =
  '/subscriptions/s/resourceGroups/r/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i';
const LIVE: RawGateway = {
  ...serverAnswer(
    gateway({
      sku: { name: 'WAF_v2', tier: 'WAF_v2' },
      firewallPolicy: { id: WAF.replace('/corp', '/usual') },
      sslCertificates: named({ publicCertData: 'MIIB' }),
      sslProfiles: named({ clientAuthConfiguration: { verifyClientCertIssuerDN: true } }),
      trustedRootCertificates: named({ data: 'MIIB' }),
      rewriteRuleSets: named({ rewriteRules: [] }),
    }),
  ),
  identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } },
};

interface Asked {
  /** May not be found in anything of ours. */
  readonly forbidden: RegExp;
  readonly ingress?: IngressInit;
  readonly says?: { readonly [annotation: string]: string };
  readonly objects?: readonly ClusterObject[];
  readonly policy?: NonNullable<ConfigInput['policy']>;
}

const annotated = (says: Asked['says'] = {}) =>
  Object.fromEntries(Object.entries(says).map(([name, value]) => [PREFIX + name, value]));

function ownText({ ingress: init = {}, says, objects = [], policy = {} }: Asked, allowed: boolean): string {
  const objectsOfTenant = [
    service({ namespace: TENANT }),
    slice(['10.66.0.1'], { namespace: TENANT }),
    tlsSecret(TENANT, 'mine', makeCertificate({ hosts: ['evil.org'] })),
    ingress({
      namespace: TENANT,
      rules: { 'evil.org': ['/ web'] },
      tls: [['mine', 'evil.org']],
      ...init,
      annotations: annotated(says),
    }),
    ...objects,
  ];
  const everything = {
    keyVaults: [{ namespaces: ['*'], vaults: ['*'] }],
    externalNames: [{ namespaces: ['*'] }],
  };
  const { plan } = run([...WORLD, ...objectsOfTenant], LIVE, { policy: allowed ? everything : policy });
  return JSON.stringify(
    COLLECTIONS.flatMap((collection) =>
      childrenOf(plan.document, collection).filter(({ name }) => isOwn(collection, name, 'default')),
    ),
  );
}

const isKeptOut = test.macro({
  exec: (t, asked: Asked) => t.notRegex(ownText(asked, false), asked.forbidden),
  title: (name) => name!,
});
/** And the same is there where the policy allows it, or the test would prove nothing. */
const isUpToThePolicy = test.macro({
  exec: (t, asked: Asked) => {
    t.notRegex(ownText(asked, false), asked.forbidden);
    t.regex(ownText(asked, true), asked.forbidden);
  },
  title: (name) => name!,
});

const NOTHING = { references: [] };
/** Its host has TLS, with a certificate of no Secret. */
const UNNAMED = { tls: [[null, 'evil.org']] } as const;
for (const [annotation, value, forbidden] of [
  ['appgw-ssl-certificate', 'corp', /sslCertificates\/corp"/i],
  ['appgw-ssl-certificate', 'CORP', /sslCertificates\/corp"/i],
  ['appgw-ssl-profile', 'corp', /sslProfiles\/corp"/i],
  ['rewrite-rule-set', 'corp', /rewriteRuleSets\/corp"/i],
  ['waf-policy', WAF, /corp/i],
  ['waf-policy-for-path', WAF, /corp/i],
] as const)
  test(`${annotation}: ${value}`, isUpToThePolicy, {
    forbidden,
    says: { [annotation]: value },
    policy: NOTHING,
    ...(annotation === 'appgw-ssl-certificate' && { ingress: UNNAMED }),
  });

const ROOT = { [`${PREFIX}appgw-trusted-root-certificate`]: 'corp', [`${PREFIX}backend-protocol`]: 'https' };
test('a root certificate, by the Ingress', isUpToThePolicy, {
  forbidden: /trustedRootCertificates\/corp"/i,
  says: { 'appgw-trusted-root-certificate': 'corp', 'backend-protocol': 'https' },
  policy: NOTHING,
});
test('a root certificate, by its Service', isKeptOut, {
  forbidden: /trustedRootCertificates\/corp"/i,
  objects: [service({ namespace: TENANT, name: 'other', annotations: ROOT })],
  ingress: { rules: { 'evil.org': ['/ other'] } },
  policy: NOTHING,
});
test('a vault', isUpToThePolicy, {
  forbidden: /corp\.vault/,
  says: { 'key-vault-certificate': VAULT },
  ingress: UNNAMED,
});
test('a vault of another namespace', isKeptOut, {
  forbidden: /corp\.vault/,
  says: { 'key-vault-certificate': VAULT },
  policy: { keyVaults: [{ namespaces: ['shop'], vaults: ['*'] }] },
});

const OUTSIDE = service({ namespace: TENANT, name: 'out', type: 'ExternalName', externalName: 'inner.corp' });
test('an outside name', isUpToThePolicy, {
  forbidden: /inner\.corp/,
  objects: [OUTSIDE],
  ingress: { rules: { 'evil.org': ['/ out'] } },
});
test('an outside name as the default backend', isUpToThePolicy, {
  forbidden: /inner\.corp/,
  objects: [OUTSIDE],
  ingress: { defaultBackend: 'out', tls: [] },
});

// Namespaces are no matter of policy: there is no way to name another one.
for (const [what, asked] of [
  [
    'a Service by a path',
    { ingress: { rules: { 'evil.org': ['/ shop/web', '/x ../shop/web', '/y web.shop'] } } },
  ],
  ['a Service as the default backend', { ingress: { defaultBackend: 'shop/web' } }],
] as const)
  test(`of another namespace: ${what}`, isKeptOut, { ...asked, forbidden: /10\.0\.0\./ });
for (const name of ['shop/cert', '../shop/cert', 'cert'])
  test(`of another namespace: Secret ${name}`, isKeptOut, {
    forbidden: /cert\.shop-cert/,
    ingress: { tls: [[name, 'evil.org']] },
  });
for (const annotation of ['backend-ca', 'client-ca'])
  for (const value of ['secret/shop/corp', 'configmap/corp', 'secret/corp'])
    test(`of another namespace: ${annotation} ${value}`, isKeptOut, {
      forbidden: /\.(ca|clientca)\./,
      says: { [annotation]: value, 'backend-protocol': 'https' },
      objects: [
        {
          kind: 'Secret',
          metadata: { namespace: 'shop', name: 'corp' },
          data: {
            'ca.crt': Buffer.from(makeCertificate({ hosts: ['x'], authority: true }).certPem).toString(
              'base64',
            ),
          },
        },
      ],
    });

const CLAIMED = { hostClaims: [{ hosts: ['shop.com', '*.shop.com'], namespaces: ['shop'] }] };
const says = (host: string, annotations: Asked['says'] = {}): Asked => ({
  forbidden: /"hostNames?":\[?"[^"]*shop/i,
  ingress: { rules: { [host]: ['/ web'] }, tls: [] },
  says: annotations,
  policy: CLAIMED,
});
test('a claimed host', isUpToThePolicy, says('shop.com'));
test('a claimed host in capitals', isUpToThePolicy, says('SHOP.com'));
test('a host below a claim', isUpToThePolicy, says('a.b.shop.com'));
test('a wildcard below a claim', isUpToThePolicy, says('*.b.shop.com'));
test('as a further name', isUpToThePolicy, {
  ...says('evil.org', { 'hostname-extension': 'evil.net,shop.com' }),
  forbidden: /"shop\.com"/,
});
test('as the other name of the apex', isUpToThePolicy, {
  ...says('shop.com.evil.org', { 'www-redirect': 'to-apex' }),
  policy: { hostClaims: [{ hosts: ['www.shop.com.evil.org'], namespaces: ['shop'] }] },
  forbidden: /"hostNames?":\[?"www\.shop/,
});
test('as the other name of www', isUpToThePolicy, {
  ...says('www.shop.net', { 'www-redirect': 'to-www' }),
  policy: { hostClaims: [{ hosts: ['shop.net'], namespaces: ['shop'] }] },
  forbidden: /"hostNames?":\[?"shop/,
});
for (const pattern of ['*.com', '*hop.com', 's?op.com', 'shop.*', '*.*.com'])
  test(`by a pattern that takes it: ${pattern}`, isUpToThePolicy, {
    ...says('evil.org', { 'hostname-extension': pattern }),
    forbidden: new RegExp(`"${RegExp.escape(pattern)}"`),
  });
test('all other hosts', isUpToThePolicy, {
  forbidden: /10\.66\.0\.1/,
  ingress: { rules: { '': ['/ web'] }, tls: [] },
  policy: { hostClaims: [{ hosts: ['*'], namespaces: ['shop'] }] },
});

for (const annotations of [{ 'use-private-ip': 'true' }, { frontend: 'private' }, { frontend: 'both' }])
  test(`a frontend: ${JSON.stringify(annotations)}`, isUpToThePolicy, {
    forbidden: /frontendIPConfigurations\/[^"]*private/i,
    says: annotations,
    policy: { frontends: ['public'] },
  });
