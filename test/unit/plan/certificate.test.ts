import test from 'ava';
import type { Json } from '../../../src/appgw/wire.ts';
import { certificatePayload, findTampered } from '../../../src/plan/certificate.ts';
import { blankGateway, certificateOf, desiredGateway, nameIn } from '../../helpers/desired.ts';

const name = nameIn('sslCertificates', 'c');
const certificate = certificateOf('c');
const desired = desiredGateway({}, { certificates: new Map([[name, certificate]]) });
const bundle = (...parts: readonly Uint8Array[]): string =>
  Buffer.concat([Buffer.of(0x30, 0x82), ...parts, Buffer.of(0)]).toString('base64');

const tampered = test.macro((t, publicCertData: Json | undefined, expected: boolean, live: string = name) => {
  const properties = publicCertData === undefined ? {} : { publicCertData };
  const gateway = blankGateway({ sslCertificates: [{ name: live, properties }] });
  t.is(findTampered(desired, gateway).has(name), expected);
});

test('our leaf in the bundle', tampered, bundle(...certificate.chain), false);
test('our leaf after others', tampered, bundle(...certificate.chain.toReversed()), false);
test('only our issuer', tampered, bundle(certificate.chain[1]!), true);
test('another leaf', tampered, bundle(certificateOf('d').chain[0]!), true);
test(
  'another leaf, name in another case',
  tampered,
  bundle(certificateOf('d').chain[0]!),
  true,
  name.toUpperCase(),
);
test('another name', tampered, bundle(certificateOf('d').chain[0]!), false, 'theirs');
test('nothing to compare', tampered, undefined, false);
test('masked', tampered, '*****', false);
test('no text', tampered, 1, false);

test('what is sent depends on the certificate alone', (t) => {
  const sent = certificatePayload(certificate, '3des');
  t.deepEqual(certificatePayload(certificateOf('c'), '3des'), sent);
  t.notDeepEqual(certificatePayload(certificateOf('d'), '3des'), sent);
  t.regex(sent.password, /^[A-Za-z0-9]{8,32}$/);
  t.is(Buffer.from(sent.data, 'base64')[0], 0x30);
});
