import test from 'ava';
import type { Entry } from '../../../../src/diagnostics/catalogue/entry.ts';
import { ANNOTATION_CODES } from '../../../../src/diagnostics/catalogue/annotations.ts';
import { AZURE } from '../../../../src/diagnostics/catalogue/azure.ts';
import { HOSTS } from '../../../../src/diagnostics/catalogue/hosts.ts';
import { REWRITES } from '../../../../src/diagnostics/catalogue/rewrites.ts';
import { BACKENDS } from '../../../../src/diagnostics/catalogue/backends.ts';
import { GATEWAY } from '../../../../src/diagnostics/catalogue/gateway.ts';
import { CATALOGUE } from '../../../../src/diagnostics/catalogue/index.ts';
import { KEY_VAULT } from '../../../../src/diagnostics/catalogue/key-vault.ts';
import { MANIFESTS } from '../../../../src/diagnostics/catalogue/manifests.ts';
import { PATHS } from '../../../../src/diagnostics/catalogue/paths.ts';
import { TLS } from '../../../../src/diagnostics/catalogue/tls.ts';

/** Whatever the message asks for: reads as the text `value`, as a list of it, and as true. */
const ANY_DETAIL = new Proxy({}, { get: () => ['value'] });
/** Every member is empty or false. */
const NO_DETAIL = new Proxy({}, { get: () => '' });

const entries = Object.entries(CATALOGUE) as unknown as readonly [string, Entry<object>][];

for (const [code, { severity, message, hint }] of entries) {
  test(code, (t) => {
    t.regex(code, /^[A-Z]+(_[A-Z]+)+$/);
    t.true(['error', 'warning', 'info'].includes(severity));
    const text = message(ANY_DETAIL);
    // What ends in the words of somebody else ends as they do.
    t.regex(text, /^\S.*([.!]|value)$/s, 'a sentence');
    t.notRegex(text, /undefined|\[object|NaN| {2}/);
    t.regex(hint, /^[A-Z].*\.$/s, 'a sentence');
  });
}

test('no two codes say the same', (t) => {
  const texts = entries.map(([, { message }]) => message(ANY_DETAIL));
  const hints = entries.map(([, { hint }]) => hint);
  t.is(new Set(texts).size, texts.length);
  t.deepEqual(
    hints.filter((hint, index) => hints.indexOf(hint) !== index).filter((hint) => hint !== 'Nothing to do.'),
    [],
  );
});

test('no code is in two parts of the catalogue', (t) => {
  const parts = [
    MANIFESTS,
    ANNOTATION_CODES,
    PATHS,
    REWRITES,
    HOSTS,
    TLS,
    KEY_VAULT,
    BACKENDS,
    GATEWAY,
    AZURE,
  ];
  t.is(
    parts.reduce((sum, part) => sum + Object.keys(part).length, 0),
    entries.length,
  );
});

test('the host-less site has words', (t) => {
  for (const code of ['PATH_CONFLICT', 'SSL_REDIRECT_CONFLICT', 'SHADOWED_BY_FOREIGN'] as const) {
    t.regex((CATALOGUE[code] as Entry<object>).message(NO_DETAIL), /host-less site/);
  }
});
