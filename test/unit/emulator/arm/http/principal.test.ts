import test from 'ava';
import { principalOf } from '../../../../../src/emulator/arm/http/principal.ts';

const of = (authorization: string): string =>
  principalOf({ headers: { authorization } } as Parameters<typeof principalOf>[0]);
const jwt = (claims: unknown): string =>
  `Bearer e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

for (const [title, first, second, same] of [
  ['two tokens of one object', jwt({ oid: 'a', exp: 1 }), jwt({ oid: 'a', exp: 2 }), true],
  ['two objects', jwt({ oid: 'a' }), jwt({ oid: 'b' }), false],
  ['a token without an object, twice', jwt({ sub: 'a' }), jwt({ sub: 'a' }), true],
  ['claims that are null', jwt(null), jwt({ oid: 1 }), false],
  ['no JWT, twice', 'Bearer x', 'bearer x', true],
  ['two that are no JWT', 'Bearer x', 'Bearer y', false],
] as const) {
  test(title, (t) => t.is(of(first) === of(second), same));
}
test('the token itself is nowhere in it', (t) => t.false(of('Bearer secret').includes('secret')));
