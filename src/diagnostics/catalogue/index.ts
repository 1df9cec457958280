/** The catalogue: every code with its severity, its text and its hint. Codes are never reused for another meaning. */
import { ANNOTATION_CODES } from './annotations.ts';
import { AZURE } from './azure.ts';
import { BACKENDS } from './backends.ts';
import { GATEWAY } from './gateway.ts';
import { HOSTS } from './hosts.ts';
import { KEY_VAULT } from './key-vault.ts';
import { MANIFESTS } from './manifests.ts';
import { PATHS } from './paths.ts';
import { REWRITES } from './rewrites.ts';
import { TLS } from './tls.ts';

export const CATALOGUE = {
  ...MANIFESTS,
  ...ANNOTATION_CODES,
  ...PATHS,
  ...REWRITES,
  ...HOSTS,
  ...TLS,
  ...KEY_VAULT,
  ...BACKENDS,
  ...GATEWAY,
  ...AZURE,
} as const;
