import test from 'ava';
import type { NamedCredential } from '../../../src/azure/credential.ts';
import { identify } from '../../../src/azure/identify.ts';

const token = (claims: unknown): string =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;
const giving = (name: string, text: string | null): NamedCredential => ({
  name,
  credential: { getToken: async () => (text === null ? null : { token: text, expiresOnTimestamp: 1 }) },
});
const failing = (name: string, message: string): NamedCredential => ({
  name,
  credential: { getToken: () => Promise.reject(new Error(message)) },
});

test('the first that gives a token, and why those before it gave none', async (t) => {
  const chain = [
    failing('one', 'no file\nand much more'),
    giving('two', null),
    giving('three', token({ oid: 'principal' })),
    failing('four', 'never asked'),
  ];
  t.deepEqual(await identify(chain, 'scope'), {
    identified: { credential: 'three', principalId: 'principal' },
    refused: [
      { credential: 'one', reason: 'no file' },
      { credential: 'two', reason: 'it gave no token' },
    ],
  });
});

for (const [title, text] of [
  ['no JSON Web Token', 'emulator'],
  ['no object id', token({ sub: 'x' })],
  ['no JSON inside', 'a.b.c'],
  ['null inside', token(null)],
] as const) {
  test(`a token all the same: ${title}`, async (t) => {
    const { identified } = await identify([giving('one', text)], 'scope');
    t.deepEqual(identified, { credential: 'one', principalId: null });
  });
}

test('nobody', async (t) => t.is((await identify([failing('one', 'x')], 'scope')).identified, null));
