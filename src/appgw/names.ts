/**
 * Names of our sub-resources: `<instance>.<kind>.<readable>.<hash>`, at most 80 characters. Ownership is read off
 * the name and nothing else: the full grammar must parse and the kind must fit the collection (without case).
 * Identity is in the hash; the readable part is for people.
 */
import { hash } from 'node:crypto';
import type { CollectionName } from './wire.ts';

const KINDS = {
  sslCertificates: 'cert',
  trustedRootCertificates: 'ca',
  trustedClientCertificates: 'clientca',
  sslProfiles: 'profile',
  frontendPorts: 'port',
  backendAddressPools: 'pool',
  backendHttpSettingsCollection: 'settings',
  httpListeners: 'listener',
  urlPathMaps: 'map',
  requestRoutingRules: 'rule',
  probes: 'probe',
  rewriteRuleSets: 'rewrite',
  redirectConfigurations: 'redirect',
  pathRules: 'path',
} as const satisfies Record<CollectionName | 'pathRules', string>;

export type NamedCollection = keyof typeof KINDS;

const NAME_PATTERN =
  /^([a-z0-9-]{1,16})\.([a-z]+)\.([a-z0-9-]+)\.([0-9a-f]{12})(?:-([0-9a-f]{8}))?(?:-([0-9a-f]{8}))?$/;
const NAME_LIMIT = 80;

export interface ParsedName {
  readonly instance: string;
  readonly kind: string;
  /** 12 hex digits. */
  readonly hash: string;
  /** 8 hex digits of the owner, on rules, maps and path rules. */
  readonly owner: string | null;
  /** On rules and maps: 8 hex digits of whoever asked for what answers the rest of the site; the owner unless said. */
  readonly defaultOwner: string | null;
}

export function parseName(name: string): ParsedName | null {
  const match = NAME_PATTERN.exec(name.toLowerCase());
  if (!match || name.length > NAME_LIMIT) return null;
  return {
    instance: match[1]!,
    kind: match[2]!,
    hash: match[4]!,
    owner: match[5] ?? null,
    defaultOwner: match[6] ?? match[5] ?? null,
  };
}

/** Whether a sub-resource of this collection is ours. */
export function isOwn(collection: NamedCollection, name: string, instance: string): boolean {
  const parsed = parseName(name);
  return parsed !== null && parsed.instance === instance && parsed.kind === KINDS[collection];
}

/** 12 hex digits of the identity; parts are separated unambiguously. */
export const identityHash = (...parts: readonly (string | number)[]): string =>
  hash('sha256', JSON.stringify(parts), 'hex').slice(0, 12);

/** 8 hex digits of `kind/namespace/name`. */
export const ownerHash = (owner: {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}): string => hash('sha256', JSON.stringify([owner.kind, owner.namespace, owner.name]), 'hex').slice(0, 8);

export interface NameParts {
  readonly instance: string;
  readonly collection: NamedCollection;
  /** Any text: cleaned and cut to what fits. */
  readonly readable: string;
  readonly hash: string;
  readonly owner?: string;
  /** Left out of the name where it is the owner. */
  readonly defaultOwner?: string;
}

export function buildName({ instance, collection, readable, hash, owner, defaultOwner }: NameParts): string {
  const head = `${instance}.${KINDS[collection]}.`;
  const owners = [owner, defaultOwner === owner ? undefined : defaultOwner].filter(
    (part) => part !== undefined,
  );
  const tail = `.${[hash, ...owners].join('-')}`;
  return head + clean(readable, NAME_LIMIT - head.length - tail.length) + tail;
}

function clean(text: string, room: number): string {
  const dashed = text.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return dashed.slice(0, room).replace(/^-+|-+$/g, '') || 'x';
}
