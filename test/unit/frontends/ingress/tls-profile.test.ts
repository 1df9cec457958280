import test from 'ava';
import type { AnnotationValues } from '../../../../src/api/annotations/catalogue.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { tlsProfileOf } from '../../../../src/frontends/ingress/tls-profile.ts';
import type { TlsProfile } from '../../../../src/routing/model.ts';
import { ingress } from '../../../helpers/objects.ts';
import { frontendOptions, participant } from '../../../helpers/participants.ts';
import { told } from '../../../helpers/pipeline.ts';

const PREFIX = 'appgw.ingress.kubernetes.io/';

function profile(all: readonly Record<string, string>[], policy = {}, inherited: AnnotationValues = {}) {
  const diagnostics: Diagnostic[] = [];
  const members = all.map((said, index) => {
    const annotations = Object.fromEntries(Object.entries(said).map(([key, value]) => [PREFIX + key, value]));
    const one = participant(ingress({ name: `i${index}`, annotations }));
    return { ...one, values: { ...inherited, ...one.values }, rules: [] };
  });
  const group = { frontend: 'auto', host: 'a.com', members } as const;
  const report = (each: Diagnostic) => void diagnostics.push(each);
  const made = tlsProfileOf(group, createSnapshot([], 0), frontendOptions({ policy }), report);
  return { made, codes: told(diagnostics) };
}

function textOf(made: TlsProfile | null): string {
  if (made === null) return 'none';
  if (made.kind !== 'own') return made.kind === 'onGateway' ? made.name : made.kind;
  const { policy, clientAuth } = made;
  const version = policy?.kind === 'minVersion' ? policy.version : policy?.name;
  const ca =
    clientAuth && `${clientAuth.mode} ${clientAuth.ca?.source ?? 'any'} ${clientAuth.ca?.state ?? ''}`;
  return [version, ca?.trim(), clientAuth?.ocsp && 'ocsp', clientAuth?.verifyIssuer && 'issuer']
    .filter(Boolean)
    .join(', ');
}

const gives = test.macro({
  exec: (t, all: readonly Record<string, string>[], expected: string, codes: readonly string[] = []) => {
    const { made, codes: found } = profile(all);
    t.is(textOf(made), expected);
    t.deepEqual(found, codes);
  },
  title: (_, all) => JSON.stringify(all),
});
const CA = { 'client-ca': 'secret/ca' };
test(gives, [{}], 'none');
test(gives, [{ 'appgw-ssl-profile': 'p' }], 'p');
test(gives, [{ 'tls-policy': 'AppGwSslPolicy20220101S' }], 'AppGwSslPolicy20220101S');
test(gives, [{ 'tls-min-version': 'TLSv1_3' }], 'TLSv1_3');
test(gives, [CA], 'strict Secret/shop/ca missing');
test(
  gives,
  [{ ...CA, 'client-auth-revocation': 'ocsp', 'client-auth-verify-issuer': 'true' }],
  'strict Secret/shop/ca missing, ocsp, issuer',
);
test(gives, [{ 'client-auth-mode': 'passthrough' }], 'passthrough any');
test(gives, [{ 'client-auth-mode': 'strict' }], 'refused', ['CLIENT_CA_UNNAMED Ingress/shop/i0']);
test(gives, [{ ...CA, 'appgw-ssl-profile': 'p' }], 'refused', ['ANNOTATIONS_EXCLUSIVE Ingress/shop/i0']);
test(gives, [{ 'tls-min-version': 'TLSv1_3', 'tls-policy': 'AppGwSslPolicy20220101' }], 'refused', [
  'ANNOTATIONS_EXCLUSIVE Ingress/shop/i0',
]);
test(gives, [{ 'client-ca': 'ca' }], 'refused');
test(gives, [{}, { 'appgw-ssl-profile': 'p' }], 'p');
test(gives, [{ 'tls-min-version': 'TLSv1_3' }, { 'tls-min-version': 'TLSv1_2' }], 'TLSv1_3', [
  'HOST_SETTING_CONFLICT Ingress/shop/i1',
]);

test(gives, [{ 'tls-min-version': 'TLSv1_3' }, CA], 'TLSv1_3, strict Secret/shop/ca missing');
test(gives, [{ 'appgw-ssl-profile': 'p' }, CA], 'p', ['HOST_SETTING_CONFLICT Ingress/shop/i1']);
test(gives, [{ 'client-ca': 'ca' }, { 'tls-min-version': 'TLSv1_3' }], 'refused');
test(gives, [{ 'tls-min-version': 'TLSv1_3' }, { 'client-ca': 'ca' }], 'refused');
test(gives, [{ 'waf-policy': 'nonsense' }, CA], 'strict Secret/shop/ca missing');

const inherits = test.macro({
  exec: (t, said: Record<string, string>, inherited: AnnotationValues, expected: string) => {
    const { made, codes } = profile([{}, said], {}, inherited);
    t.deepEqual([textOf(made), codes], [expected, []]);
  },
  title: (_, said, inherited) => `${JSON.stringify(said)} over ${JSON.stringify(inherited)}`,
});
test(inherits, {}, { 'tls-min-version': 'TLSv1_3' }, 'TLSv1_3');
test(inherits, CA, { 'tls-min-version': 'TLSv1_3' }, 'TLSv1_3, strict Secret/shop/ca missing');
test(inherits, { 'tls-min-version': 'TLSv1_3' }, { 'tls-policy': 'AppGwSslPolicy20220101' }, 'TLSv1_3');
test(inherits, { 'tls-min-version': 'TLSv1_3' }, { 'appgw-ssl-profile': 'p' }, 'TLSv1_3');
test(inherits, { 'appgw-ssl-profile': 'p' }, { 'tls-min-version': 'TLSv1_3' }, 'p');

test('a profile on the gateway that is not allowed', (t) => {
  const { made, codes } = profile([{ 'appgw-ssl-profile': 'p' }], { references: [] });
  t.deepEqual([textOf(made), codes], ['refused', ['REFERENCE_NOT_ALLOWED Ingress/shop/i0']]);
});
