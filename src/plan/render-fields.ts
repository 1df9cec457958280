/** The fields of an update in words: what a value was and what it becomes; of a list, what comes and what goes. */
import { parseName } from '../appgw/names.ts';
import type { Json, JsonObject, RawGateway } from '../appgw/wire.ts';
import { GATEWAY, type Change } from './change.ts';
import { asList } from './compare.ts';
import { isList, isObject, member } from './json.ts';
import { liveItems, nameOf } from './live.ts';
import type { Paint } from '../diagnostics/paint.ts';
import { printable, shortened } from '../diagnostics/printable.ts';

const ITEMS_SHOWN = 8;
const TEXT_SHOWN = 48;

/** A line a field; none for what is created or deleted. */
export function renderFields(change: Change, before: RawGateway, after: RawGateway, paint: Paint): string[] {
  if (change.fields.length === 0) return [];
  const old = findItem(before, change);
  const fresh = findItem(after, change);
  const lines = change.fields.map((pointer) => ({
    label: fieldLabel(pointer, fresh),
    text: renderChange(pointer, resolve(old, pointer), resolve(fresh, pointer), paint),
  }));
  const width = Math.max(...lines.map(({ label }) => label.length));
  return lines.map(({ label, text }) => `${paint('dim', label.padEnd(width))}  ${text}`);
}

function findItem(gateway: RawGateway, { collection, name }: Change): Json | undefined {
  if (collection === GATEWAY) return gateway as unknown as JsonObject;
  const wanted = name.toLowerCase();
  return liveItems(gateway, collection).find((item) => nameOf(item)?.toLowerCase() === wanted);
}

const segmentsOf = (pointer: string): string[] => pointer.split('/').slice(1);

function resolve(item: Json | undefined, pointer: string): Json | undefined {
  return segmentsOf(pointer).reduce<Json | undefined>((value, segment) => {
    if (isList(value)) return value[Number(segment)];
    return isObject(value) ? member(value, segment) : undefined;
  }, item);
}

/** The pointer without what the reader knows anyway, an element of a list by what it is. */
function fieldLabel(pointer: string, item: Json | undefined): string {
  const words: string[] = [];
  let value = item;
  for (const segment of segmentsOf(pointer)) {
    const inList = isList(value);
    value = resolve(value, `/${segment}`);
    if (inList) words.push(`[${shortText(value)}]`);
    else if (segment !== 'properties') words.push(printable(segment));
  }
  return words.join(' ');
}

function renderChange(
  pointer: string,
  before: Json | undefined,
  after: Json | undefined,
  paint: Paint,
): string {
  if (pointer.endsWith('/publicCertData')) return 'is not the certificate that was uploaded: sent again';
  if (isList(before) || isList(after)) return renderList(asList(before), asList(after), paint);
  return `${paint('red', shortText(before))} → ${paint('green', shortText(after))}`;
}

function renderList(before: readonly Json[], after: readonly Json[], paint: Paint): string {
  const old = new Set(before.map(shortText));
  const fresh = new Set(after.map(shortText));
  const added = [...fresh].filter((text) => !old.has(text)).map((text) => paint('green', `+${text}`));
  const gone = [...old].filter((text) => !fresh.has(text)).map((text) => paint('red', `−${text}`));
  const parts = [...added, ...gone];
  if (parts.length === 0) {
    return [...old].join(' ') === [...fresh].join(' ')
      ? 'same entries, made anew'
      : 'same entries, another order';
  }
  const more = parts.length - ITEMS_SHOWN;
  return parts.slice(0, ITEMS_SHOWN).join(' ') + (more > 0 ? ` and ${more} more` : '');
}

function shortText(value: Json | undefined): string {
  if (value === undefined || value === null) return 'none';
  return printable(shortened(describe(value), TEXT_SHOWN));
}

/** A pool member by its address, a reference by the name it ends in, a path rule by its paths. */
function describe(value: Json): string {
  if (!isObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const address = value['ipAddress'] ?? value['fqdn'];
  if (typeof address === 'string') return address;
  const paths = isObject(value['properties']) ? value['properties']['paths'] : undefined;
  if (isList(paths)) return paths.filter((path) => typeof path === 'string').join(' ');
  const name = value['name'] ?? idTail(value['id']);
  return typeof name === 'string' ? withoutPrefix(name) : JSON.stringify(value);
}

const idTail = (id: Json | undefined): Json | undefined =>
  typeof id === 'string' ? id.slice(id.lastIndexOf('/') + 1) : undefined;

/** Instance and kind say nothing here: the field tells the kind. */
const withoutPrefix = (name: string): string => (parseName(name) ? name.split('.').slice(2).join('.') : name);
