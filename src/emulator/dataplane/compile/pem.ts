/** Certificate files as the document carries them: base64 of PEM text (one certificate or several) or of bare DER. */

export function pemOf(data: string): string {
  const file = Buffer.from(data, 'base64');
  if (file.includes('-----BEGIN')) return file.toString('latin1');
  return `-----BEGIN CERTIFICATE-----\n${file.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

export const certificatesIn = (pem: string): readonly string[] =>
  pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
