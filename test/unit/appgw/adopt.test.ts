import test from 'ava';
import { adoptedTag, adoption, hasReturned, parseAdopt } from '../../../src/appgw/adopt.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';

const MD5 = '0123456789abcdef0123456789abcdef';
const id = (text: string) => ({ id: `/x/applicationGateways/g/${text}` });

/** `collection/name` with what it refers to. */
function gateway(children: Record<string, readonly string[]>, tags: Record<string, string> = {}): RawGateway {
  const properties: Record<string, { name: string; properties: object }[]> = {};
  for (const [key, references] of Object.entries(children)) {
    const [collection = '', name = ''] = key.split('/');
    const refs = Object.fromEntries(references.map((reference, index) => [`r${index}`, id(reference)]));
    (properties[collection] ??= []).push({ name, properties: refs });
  }
  return { tags, properties: properties as never };
}

const gives = test.macro({
  exec: (t, children: Record<string, readonly string[]>, expected: readonly string[], adopt?: string) => {
    const { given } = adoption(gateway(children), parseAdopt(adopt ?? 'agic'), 'edge');
    t.deepEqual(given.map(({ collection, name }) => `${collection}/${name}`).sort(), [...expected].sort());
  },
  title: (name) => name!,
});
const rule = `requestRoutingRules/rr-${MD5}`;
const listener = `httpListeners/fl-${MD5}`;
test(
  'rules and what AGIC named for them',
  gives,
  { [rule]: [listener], [listener]: ['sslCertificates/cert-a-b'], 'sslCertificates/cert-a-b': [] },
  [rule, listener, 'sslCertificates/cert-a-b'],
);
test(
  'not what somebody else named',
  gives,
  { [rule]: [listener], [listener]: ['sslCertificates/wildcard'], 'sslCertificates/wildcard': [] },
  [rule, listener],
);
test(
  'not what somebody else refers to',
  gives,
  { [rule]: [listener, 'probes/pb-x'], [listener]: [], 'probes/pb-x': [], 'probes/theirs': ['probes/pb-x'] },
  [rule, listener],
);
test(
  'nor what that needs',
  gives,
  {
    [rule]: ['probes/pb-x'],
    'probes/pb-x': ['probes/pb-y'],
    'probes/pb-y': [],
    'probes/theirs': ['probes/pb-x'],
  },
  [rule],
);
test(
  'certificates that nothing refers to',
  gives,
  { 'sslCertificates/cert-a-b': [], 'sslCertificates/cert': [] },
  ['sslCertificates/cert-a-b'],
);
test(
  'names alone are not enough',
  gives,
  { 'backendHttpSettingsCollection/bp-mine': [], 'probes/pb-mine': [] },
  [],
);
test('its defaults', gives, { 'backendAddressPools/defaultaddresspool': [] }, [
  'backendAddressPools/defaultaddresspool',
]);
test(
  'a prefix',
  gives,
  { [`requestRoutingRules/x-rr-${MD5}`]: [], [rule]: [] },
  [`requestRoutingRules/x-rr-${MD5}`],
  'agic:x-',
);
test(
  'an earlier instance',
  gives,
  { 'probes/old.probe.a.0123456789ab': [], 'probes/edge.probe.a.0123456789ab': [], [rule]: [] },
  ['probes/old.probe.a.0123456789ab'],
  'instance:old',
);

test('a certificate of a vault is not AGIC’s', (t) => {
  const raw: RawGateway = {
    properties: {
      sslCertificates: [{ name: 'cert-a-b', properties: { keyVaultSecretId: 'https://v/secrets/s' } }],
    },
  };
  t.deepEqual(adoption(raw, parseAdopt('agic'), 'edge').given, []);
});

test('tags: AGIC’s go, ours comes where something is taken over', (t) => {
  const tags = { 'managed-by-k8s-ingress': '1', team: 'edge' };
  const { tags: changed } = adoption(gateway({ [rule]: [] }, tags), parseAdopt('agic'), 'edge');
  t.deepEqual(changed, { remove: ['managed-by-k8s-ingress'], set: { [adoptedTag('edge')]: 'agic' } });
  t.deepEqual(adoption(gateway({}, tags), parseAdopt('agic'), 'edge').tags.set, {});
});

test('AGIC is back where its tag stands beside ours', (t) => {
  const back = { 'managed-by-k8s-ingress': '1', [adoptedTag('edge')]: 'agic' };
  t.true(hasReturned(gateway({}, back), 'edge'));
  t.false(hasReturned(gateway({}, back), 'other'));
  t.false(hasReturned(gateway({}, { 'managed-by-k8s-ingress': '1' }), 'edge'));
});
