/** `docs/reference/diagnostics.md`: every code of the catalogue, under an anchor of its own. */
import { ANNOTATION_CODES } from '../../src/diagnostics/catalogue/annotations.ts';
import { AZURE } from '../../src/diagnostics/catalogue/azure.ts';
import { BACKENDS } from '../../src/diagnostics/catalogue/backends.ts';
import type { Entry } from '../../src/diagnostics/catalogue/entry.ts';
import { GATEWAY } from '../../src/diagnostics/catalogue/gateway.ts';
import { CATALOGUE } from '../../src/diagnostics/catalogue/index.ts';
import { HOSTS } from '../../src/diagnostics/catalogue/hosts.ts';
import { KEY_VAULT } from '../../src/diagnostics/catalogue/key-vault.ts';
import { MANIFESTS } from '../../src/diagnostics/catalogue/manifests.ts';
import { PATHS } from '../../src/diagnostics/catalogue/paths.ts';
import { REWRITES } from '../../src/diagnostics/catalogue/rewrites.ts';
import { TLS } from '../../src/diagnostics/catalogue/tls.ts';
import type { Code } from '../../src/diagnostics/diagnostic.ts';
import { DIAGNOSTIC_EXAMPLES } from './diagnostic-examples.ts';
import { page, plain } from './markdown.ts';

const SECTIONS: readonly (readonly [title: string, codes: readonly string[]])[] = [
  ['Manifests', Object.keys(MANIFESTS)],
  ['Annotations', Object.keys(ANNOTATION_CODES)],
  ['Classes, hosts and paths', Object.keys(PATHS)],
  ['Redirects, rewrites and prohibited paths', Object.keys(REWRITES)],
  ['Settings of a host, and what may be named', Object.keys(HOSTS)],
  ['TLS', Object.keys(TLS)],
  ['Certificates in Key Vaults', Object.keys(KEY_VAULT)],
  ['Backends', Object.keys(BACKENDS)],
  ['The gateway and what others put there', Object.keys(GATEWAY)],
  ['Azure Resource Manager', Object.keys(AZURE)],
];

const INTRODUCTION = `What the controller tells the owners of objects: on the terminal, as JSON lines (\`--diagnostics json\`), and later as
Events. Codes do not change their meaning; the sentences below are examples of what a code says.

- **error**: some configuration of the object is held back. What is on the gateway of it stays, and everything else is
  applied. Commands on files end with exit code 3.
- **warning**: it is served, but perhaps not as its owner thinks.
- **info**: good to know.`;

export function diagnosticsPage(): string {
  const listed = new Set(SECTIONS.flatMap(([, codes]) => codes));
  const missing = Object.keys(CATALOGUE).filter(
    (code) => !listed.has(code) || !(code in DIAGNOSTIC_EXAMPLES),
  );
  if (missing.length > 0) throw new Error(`these codes have no section or no example: ${missing.join(', ')}`);
  const sections = SECTIONS.flatMap(([title, codes]) => [
    `## ${title}`,
    ...codes.map((code) => section(code as Code)),
  ]);
  return page('Diagnostics', [INTRODUCTION, ...sections]);
}

function section(code: Code): string {
  const { severity, message, hint } = CATALOGUE[code] as Entry<unknown>;
  const messages = DIAGNOSTIC_EXAMPLES[code].map((detail) => `> ${plain(message(detail))}`);
  return [`### ${code}`, `**${severity}**`, messages.join('\n>\n'), plain(hint)].join('\n\n');
}
