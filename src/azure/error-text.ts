/** Texts of ARM as they may be shown and written down: it quotes what it refused, and that holds private keys. */

/** Characters that are looked at: what is quoted was written by tenants. */
export const TEXT_LIMIT = 16 * 1024;

/** A member of a document in JSON, which may be quoted once or twice more; what is cut off has no end. */
const SECRET_MEMBER = /(\\{0,7}["'])(data|password)\1\s{0,8}:\s{0,8}\1[^"'\\]*/gi;
/** A certificate with its key in base64; no id or sentence has so many of these in a row. */
const LONG_BASE64 = /[A-Za-z0-9+/]{400,}={0,2}/g;

export const withoutKeys = (text: string): string =>
  text.slice(0, TEXT_LIMIT).replace(SECRET_MEMBER, '$1$2$1: …').replace(LONG_BASE64, '…');
