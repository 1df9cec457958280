import test from 'ava';
import { armDiagnostic, vaultDiagnostics } from '../../../src/controller/arm-diagnostic.ts';
import { ArmError } from '../../../src/controller/arm-error.ts';
import type { ArmErrorFields, ArmErrorKind } from '../../../src/controller/arm-error.ts';
import { render } from '../../../src/diagnostics/render.ts';
import { desiredGateway } from '../../helpers/desired.ts';

const rendered = (kind: ArmErrorKind, more: Partial<ArmErrorFields> = {}) =>
  render(
    armDiagnostic(new ArmError({ code: 'SomeCode', message: 'some text', kind, ...more }), '/gateways/dev'),
  );
const permission = { action: 'a/b', scope: '/s' };

for (const [kind, more, severity, code, words] of [
  ['transient', {}, 'warning', 'ARM_UNAVAILABLE', /SomeCode: some text/],
  ['throttled', { retryAfterMs: 1500 }, 'warning', 'ARM_THROTTLED', /wait 2 s\./],
  ['throttled', {}, 'warning', 'ARM_THROTTLED', /the subscription\.$/],
  ['conflict', {}, 'warning', 'GATEWAY_WRITE_CONFLICT', /SomeCode: some text/],
  ['invalid', {}, 'error', 'ARM_REFUSED', /SomeCode: some text/],
  ['forbidden', {}, 'error', 'ARM_OPERATOR_NEEDED', /SomeCode: some text/],
  ['forbidden', { forbidden: permission }, 'error', 'ARM_PERMISSION_MISSING', /a\/b on \/s/],
  ['notFound', {}, 'error', 'GATEWAY_NOT_FOUND', /\/gateways\/dev/],
  ['bug', {}, 'error', 'ARM_BODY_REJECTED', /SomeCode: some text/],
] as const) {
  test(`${kind} ${JSON.stringify(more)} is told as ${code}`, (t) => {
    const diagnostic = rendered(kind, more);
    t.like(diagnostic, { severity, code, object: null });
    t.regex(diagnostic.message, words);
  });
}

const fromVault = (name: string, secretId: string, ...owners: string[]) => ({
  name,
  properties: { keyVaultSecretId: secretId },
  owners,
});
const A = fromVault('k.cert.a', 'https://v.vault.azure.net/secrets/a', 'Ingress/shop/a', 'Ingress/shop/b');
const B = fromVault('k.cert.b', 'https://v.vault.azure.net/secrets/b', 'Ingress/blog/c');
const OWN = { name: 'k.cert.own', properties: {}, owners: ['Ingress/shop/own'] };
const DENIED = 'ApplicationGatewayKeyVaultSecretAccessDenied';
const named = (text: string) => ({ details: [{ code: DENIED, message: `Access denied: ${text}` }] });

for (const [what, certificates, more, owners] of [
  ['by its secret', [A, B, OWN], named('https://V.vault.azure.net/secrets/B'), ['blog/c']],
  ['by its sub-resource', [A, B, OWN], { targets: ['/gw/sslCertificates/K.cert.a'] }, ['shop/a', 'shop/b']],
  ['not, and there is one', [B, OWN], {}, ['blog/c']],
  ['not, and there are two', [A, B], {}, []],
  ['not, and there is none', [OWN], {}, []],
] as const) {
  test(`a certificate of a vault that is named ${what}`, (t) => {
    const code = 'ApplicationGatewayKeyVaultSecretException';
    const error = new ArmError({ code, kind: 'invalid', message: 'Problem', ...more });
    const told = vaultDiagnostics(error, desiredGateway({ sslCertificates: [...certificates] }));
    t.true(told.every((diagnostic) => diagnostic.code === 'KEY_VAULT_REFUSED'));
    t.deepEqual(
      told.map(({ object }) => `${object?.namespace}/${object?.name}`),
      owners,
    );
  });
}

test('an error about something else is nobody’s certificate', (t) => {
  const error = new ArmError({ code: 'InvalidResourceReference', kind: 'invalid', message: 'm' });
  t.deepEqual(vaultDiagnostics(error, desiredGateway({ sslCertificates: [A] })), []);
});
