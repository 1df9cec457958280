import test from 'ava';
import { derive, type Purpose } from '../../../../src/plan/pfx/kdf.ts';

// The published SHA-1 vectors of the PKCS#12 derivation; none is from our own code.
const vectors: readonly (readonly [
  Purpose,
  password: string,
  salt: string,
  rounds: number,
  expected: string,
])[] = [
  ['key', 'smeg', '0A58CF64530D823F', 1, '8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3'],
  ['iv', 'smeg', '0A58CF64530D823F', 1, '79993dfe048d3b76'],
  ['mac', 'smeg', '3D83C0E4546AC140', 1, '8d967d88f6caa9d714800ab3d48051d63f73a312'],
  ['key', 'queeg', '05DEC959ACFF72F7', 1000, 'ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4'],
  ['iv', 'queeg', '05DEC959ACFF72F7', 1000, '11dedad7758d4860'],
];

for (const [purpose, password, salt, iterations, expected] of vectors) {
  test(`derives the ${purpose} for ${password} as published`, (t) => {
    const size = expected.length / 2;
    const bytes = derive({
      purpose,
      digest: 'sha1',
      password,
      salt: Buffer.from(salt, 'hex'),
      iterations,
      size,
    });
    t.is(Buffer.from(bytes).toString('hex'), expected);
  });
}

test('purpose, digest, password, salt and iterations all matter', (t) => {
  const base = {
    purpose: 'key',
    digest: 'sha1',
    password: 'p',
    salt: Buffer.of(1),
    iterations: 2,
    size: 20,
  } as const;
  const variants = [
    base,
    { ...base, purpose: 'iv' },
    { ...base, digest: 'sha256' },
    { ...base, password: 'q' },
    { ...base, salt: Buffer.of(2) },
    { ...base, iterations: 3 },
  ] as const;
  const outcomes = variants.map((variant) => Buffer.from(derive(variant)).toString('hex'));
  t.is(new Set(outcomes).size, variants.length);
});

test('a shorter result is the start of a longer one', (t) => {
  const base = {
    purpose: 'key',
    digest: 'sha256',
    password: 'p',
    salt: Buffer.of(1),
    iterations: 2,
  } as const;
  t.deepEqual(derive({ ...base, size: 10 }), derive({ ...base, size: 70 }).subarray(0, 10));
});
