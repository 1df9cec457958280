/** The same certificates in another coat: DER or PEM, bare or in base64, lines folded or not, text around them or not. */

const BLOCK = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g;
const DER_SEQUENCE = 0x30;

/** The DER of each in base64, in their order; what is neither PEM nor DER stays as it is. */
export function canonicalCertificates(data: string): string {
  const decoded = Buffer.from(data, 'base64');
  if (decoded[0] === DER_SEQUENCE) return decoded.toString('base64');
  const pem = data.includes('-----BEGIN') ? data : decoded.toString('latin1');
  const blocks = [...pem.matchAll(BLOCK)].map(([, body = '']) => body.replace(/\s+/g, ''));
  return blocks.length === 0 ? data : blocks.join(' ');
}
