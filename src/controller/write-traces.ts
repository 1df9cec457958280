/** What another writer left on the gateway: the difference between how it was when it was as we want it and how it is. */
import { parseName } from '../appgw/names.ts';
import { agicMark } from '../appgw/agic.ts';
import { COLLECTIONS, type RawGateway } from '../appgw/wire.ts';
import type { SuspectedWriter, WriteTraces } from '../diagnostics/catalogue/second-writer.ts';
import type { Change } from '../plan/change.ts';
import { liveItems, nameOf } from '../plan/live.ts';
import { stripReadOnly } from '../plan/read-only.ts';

/** `ours`: what it takes to put ours back. `before`: null where it was never seen as we want it. */
export function tracesOf(
  before: RawGateway | null,
  after: RawGateway,
  ours: readonly Change[],
  instance: string,
): WriteTraces {
  const foreign = before ? foreignChanges(before, after, instance) : [];
  const tags = before ? changedTags(before.tags ?? {}, after.tags ?? {}) : [];
  return {
    ours: ours.map(({ action, collection, name }) => `${collection}/${name} ${OURS[action]}`),
    foreign: foreign.map(({ collection, name, what }) => `${collection}/${name} ${what}`),
    tags,
    writer: suspect(after, ours, foreign, tags),
  };
}

const OURS = { create: 'gone', update: 'altered', delete: 'added' } as const;

interface ForeignChange {
  readonly collection: string;
  readonly name: string;
  readonly what: 'added' | 'altered' | 'gone';
}

function foreignChanges(before: RawGateway, after: RawGateway, instance: string): readonly ForeignChange[] {
  const was = foreignItems(before, instance);
  const is = foreignItems(after, instance);
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key): ForeignChange[] => {
    const { collection, name } = (is.get(key) ?? was.get(key))!;
    const [then, now] = [was.get(key)?.text, is.get(key)?.text];
    if (then === now) return [];
    return [
      { collection, name, what: then === undefined ? 'added' : now === undefined ? 'gone' : 'altered' },
    ];
  });
}

function foreignItems(live: RawGateway, instance: string) {
  const document = stripReadOnly(live);
  return new Map(
    COLLECTIONS.flatMap((collection) =>
      liveItems(document, collection).flatMap((item) => {
        const name = nameOf(item);
        if (name === null || parseName(name)?.instance === instance) return [];
        return [[`${collection}/${name}`, { collection, name, text: JSON.stringify(item) }] as const];
      }),
    ),
  );
}

type Tags = { readonly [key: string]: string };

const changedTags = (before: Tags, after: Tags): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => before[key] !== after[key])
    .sort();

/** From what only one of them does to what many do. */
function suspect(
  after: RawGateway,
  ours: readonly Change[],
  foreign: readonly ForeignChange[],
  changed: readonly string[],
): SuspectedWriter {
  const agic = agicMark(after);
  if (agic !== null) return { kind: 'agic', mark: agic };
  if (ours.some(({ action }) => action === 'delete')) return { kind: 'namesake', mark: null };
  const written = foreign.filter(({ what }) => what !== 'gone');
  const instance = written.map(({ name }) => parseName(name)?.instance).find((found) => found !== undefined);
  if (instance !== undefined) return { kind: 'instance', mark: instance };
  const tags = after.tags ?? {};
  const terraform = Object.keys(tags).find((key) => TERRAFORM.test(`${key} ${tags[key]}`));
  if (terraform !== undefined) return { kind: 'terraform', mark: terraform };
  const tool = changed.find((key) => MANAGED_BY.test(key) && tags[key] !== undefined);
  return tool === undefined ? { kind: 'unknown', mark: null } : { kind: 'tool', mark: tool };
}

/** Modules and pipelines tag what they make, mostly once: such a tag counts also if it did not change now. */
const TERRAFORM = /terraform|opentofu/i;
const MANAGED_BY = /^managed-?by/i;
