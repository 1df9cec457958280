import test from 'ava';
import { canonicalCertificates } from '../../../src/plan/certificate-data.ts';

const DER = Buffer.from([0x30, 0x82, ...Array.from({ length: 90 }, (_, index) => index)]);
const BODY = DER.toString('base64');
const pem = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const folded = BODY.replace(/.{64}/g, '$&\r\n');

const same = test.macro({
  exec: (t, data: string, expected: string) => t.is(canonicalCertificates(data), expected),
  title: (name) => name!,
});
test('DER in base64', same, BODY, BODY);
test('folded', same, folded, BODY);
test('PEM', same, pem(folded), BODY);
test('PEM in base64', same, base64(pem(BODY)), BODY);
test(
  'several, in their order, with text around them',
  same,
  base64(`x\n${pem(BODY)}y\n${pem('MIIB')}`),
  `${BODY} MIIB`,
);
test('anything else', same, 'not a certificate', 'not a certificate');
