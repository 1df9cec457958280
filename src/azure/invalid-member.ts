/**
 * Documents are echoed with members that we do not know. Should ARM refuse one ("Could not find member …"), the
 * document is sent once more without it. The complaint is about the type of an item, so the member goes from every
 * item of its collection: `properties.sslCertificates[*].properties.x`.
 */
import { COLLECTIONS } from '../appgw/wire.ts';
import type { RawGateway } from '../appgw/wire.ts';
import type { ArmError } from '../controller/arm-error.ts';
import { isGateway, isObject } from './json.ts';

export interface Stripped {
  readonly document: RawGateway;
  readonly paths: readonly string[];
}

/** The document without the members that ARM refused, or null where that is not what it complained of. */
export function stripInvalidMembers(document: RawGateway, error: ArmError): Stripped | null {
  const refused = error.details
    .filter(({ code }) => code === 'InvalidJson')
    .flatMap(({ message }) => refusedPath(message));
  const paths = [...new Set(refused)].filter((path) => withoutMember(document, path) !== document);
  return paths.length === 0 ? null : { document: withoutMembers(document, paths), paths };
}

export const withoutMembers = (document: RawGateway, paths: Iterable<string>): RawGateway =>
  [...paths].reduce(withoutMember, document);

const COMPLAINT = /could not find member '(?<member>[^']+)' on object of type .*? path '(?<path>[^']+)'/i;
/** Members without which it would be another gateway; a complaint about them is about our own document. */
const STRUCTURE: ReadonlySet<string> = new Set(['name', 'properties', 'location', 'sku', ...COLLECTIONS]);

function refusedPath(message: string): readonly string[] {
  const { member, path } = COMPLAINT.exec(message)?.groups ?? {};
  if (member === undefined || path === undefined || STRUCTURE.has(member)) return [];
  const pattern = path.replaceAll(/\[\d+\]/g, '[*]');
  return pattern === member || pattern.endsWith(`.${member}`) ? [pattern] : [];
}

/** The same document, by identity, where the member is not there. */
function withoutMember(document: RawGateway, path: string): RawGateway {
  const stripped = without(document, path.replaceAll('[*]', '.[*]').split('.'));
  return isGateway(stripped) ? stripped : document;
}

function without(value: unknown, [segment, ...rest]: readonly string[]): unknown {
  if (segment === '[*]' && Array.isArray(value)) {
    const items: readonly unknown[] = value;
    const stripped = items.map((item) => without(item, rest));
    return stripped.every((item, index) => item === items[index]) ? value : stripped;
  }
  if (segment === undefined || !isObject(value) || !Object.hasOwn(value, segment)) return value;
  const { [segment]: before, ...others } = value;
  if (rest.length === 0) return others;
  const after = without(before, rest);
  return after === before ? value : { ...value, [segment]: after };
}
