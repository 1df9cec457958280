/** Who we are for Azure: the first credential of the chain that gives a token, and whom that token speaks for. */
import type { NamedCredential } from './credential.ts';

export interface Identified {
  /** Which credential it was. */
  readonly credential: string;
  /** Object id of the principal, for role assignments; null where the token does not say. */
  readonly principalId: string | null;
}

export interface Refused {
  readonly credential: string;
  readonly reason: string;
}

export interface Identification {
  readonly identified: Identified | null;
  /** Those that were asked before, and why they gave none. */
  readonly refused: readonly Refused[];
}

export async function identify(chain: readonly NamedCredential[], scope: string): Promise<Identification> {
  const refused: Refused[] = [];
  for (const { name, credential } of chain) {
    try {
      const token = await credential.getToken(scope);
      if (token !== null) {
        return { identified: { credential: name, principalId: principalOf(token.token) }, refused };
      }
      refused.push({ credential: name, reason: 'it gave no token' });
    } catch (error) {
      const { message } = error instanceof Error ? error : { message: String(error) };
      refused.push({ credential: name, reason: message.split('\n', 1)[0]! });
    }
  }
  return { identified: null, refused };
}

/** `oid` of a JSON Web Token. It is only shown: nothing is decided by what is not verified here. */
function principalOf(token: string): string | null {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as unknown;
    const { oid } = claims as { readonly oid?: unknown };
    return typeof oid === 'string' ? oid : null;
  } catch {
    return null;
  }
}
