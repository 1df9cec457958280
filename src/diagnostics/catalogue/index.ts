/** The catalogue: every code with its severity, its text and its hint. Codes are never reused for another meaning. */
import { AZURE } from './azure.ts';
import { BACKENDS } from './backends.ts';
import { GATEWAY } from './gateway.ts';
import { MANIFESTS } from './manifests.ts';
import { PATHS } from './paths.ts';
import { TLS } from './tls.ts';

export const CATALOGUE = { ...MANIFESTS, ...PATHS, ...TLS, ...BACKENDS, ...GATEWAY, ...AZURE } as const;
