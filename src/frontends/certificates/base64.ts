const ALPHABET = /^[A-Za-z0-9+/]*={0,2}$/;

/** Strict where Node's own decoder skips what it does not know; line breaks and blanks are allowed, as in PEM. */
export function decodeBase64(text: string): Buffer | null {
  const compact = text.replace(/\s+/g, '');
  return compact.length % 4 === 0 && ALPHABET.test(compact) ? Buffer.from(compact, 'base64') : null;
}
