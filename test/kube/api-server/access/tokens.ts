/** Bearer tokens: static ones, and those issued for service accounts, which expire. */
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { Clock } from '../../../../src/clock/clock.ts';
import type { User } from './user.ts';

export interface Tokens {
  add(token: string, user: User): void;
  issue(request: TokenRequest): IssuedToken;
  /** Null: 401. */
  authenticate(authorization: string | undefined): User | null;
  /** From now on the token is refused. */
  revoke(token: string): void;
}
export interface TokenRequest {
  readonly user: User;
  readonly audiences: readonly string[];
  readonly lifetimeSeconds: number;
}
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: number;
}

const ISSUER = 'https://kubernetes.default.svc';

export function createTokens(clock: Clock): Tokens {
  const known = new Map<string, { readonly user: User; readonly expiresAt: number }>();
  const key = randomBytes(32);
  return {
    add: (token, user) => {
      const groups = [...new Set([...user.groups, 'system:authenticated'])];
      known.set(token, { user: { ...user, groups }, expiresAt: Infinity });
    },
    issue({ user, audiences, lifetimeSeconds }) {
      const now = Math.floor(clock.now() / 1000);
      const expiresAt = (now + lifetimeSeconds) * 1000;
      const claims = { iss: ISSUER, sub: user.name, aud: audiences, iat: now, exp: now + lifetimeSeconds };
      const token = signed(key, { ...claims, jti: randomUUID() });
      known.set(token, { user, expiresAt });
      return { token, expiresAt };
    },
    authenticate(authorization) {
      const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
      const found = token === undefined ? undefined : known.get(token);
      return found && clock.now() < found.expiresAt ? found.user : null;
    },
    revoke: (token) => {
      known.delete(token);
    },
  };
}

/** Has the form of a JWT, since clients read its expiry; nobody but this server could check it. */
function signed(key: Buffer, claims: object): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}
