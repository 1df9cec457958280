/**
 * One history on one gateway: the pure pipeline in a loop, each PUT becoming the live document as ARM makes it.
 * In: a document of somebody else, and what happens. Out: every promise of ownership that was broken, as a sentence.
 */
import type { Json, JsonObject, RawGateway } from '../../src/appgw/wire.ts';
import { run } from '../helpers/pipeline.ts';
import { createObjects, type Step } from './histories.ts';
import { refusalOf, type Service } from './service.ts';
import { dangling, standingOf, type Standing } from './standing.ts';

export interface Played {
  readonly broken: readonly string[];
  readonly puts: number;
  /** Foreign sub-resources and members of the gateway, each compared after every step. */
  readonly foreign: number;
  /** Leftovers that stayed because somebody referred to them. */
  readonly keptForOthers: number;
}

/** `isStrict`: ARM takes the document, so it has to take every PUT. */
export function play(given: RawGateway, steps: readonly Step[], service: Service, isStrict: boolean): Played {
  const start = service(given, null);
  const standing = standingOf(start);
  const objects = createObjects();
  const broken: string[] = [];
  let live = start;
  let expected = standing.of(live);
  let puts = 0;
  let keptForOthers = 0;

  const write = (edit: (document: RawGateway) => RawGateway): void => {
    live = service(edit(live), live);
    expected = standing.of(live);
  };
  const settle = (after: string): void => {
    const { plan } = run(objects.all(), live);
    keptForOthers += plan.diagnostics.filter(({ code }) => code === 'FOREIGN_REFERENCE').length;
    if (plan.put) {
      const refused = isStrict ? refusalOf(plan.put) : null;
      if (refused) broken.push(`${after}: ARM refuses it: ${JSON.stringify(refused)}`);
      live = service(plan.put, live);
      puts += 1;
    }
    const found = standing.of(live);
    broken.push(...differences(expected, found).map((line) => `${after}: ${line}`));
    broken.push(...dangling(live).map((key) => `${after}: somebody refers to ${key}, which is gone`));
    const { changes } = run(objects.all(), live).plan;
    broken.push(...changes.map(({ action, name }) => `${after}: left to do: ${action} ${name}`));
  };

  settle('start');
  const empty = standing.ours(live);
  for (const step of steps) {
    objects.take(step);
    if (step.do === 'refer') write((document) => withReferrer(document, standing, step.at));
    if (step.do === 'unrefer') write(withoutReferrer);
    settle(JSON.stringify(step));
  }
  write(withoutReferrer);
  objects.clear();
  settle('end');
  const left = standing.ours(live).filter((key) => !empty.includes(key));
  broken.push(...left.map((key) => `end: ${key} is left without any Ingress`));
  broken.push(
    ...differences(standing.of(start), standing.of(live)).map((line) => `since the start: ${line}`),
  );
  if (empty.some((key) => !key.includes('.placeholder.') && !key.startsWith('frontendports/')))
    broken.push(`without any Ingress there is ${empty.join()}`);
  return { broken, puts, foreign: expected.length, keptForOthers };
}

const REFERRER = 'theirs-refers';

/** A map of somebody else that leads to a pool and settings of ours. */
function withReferrer(document: RawGateway, { ours }: Standing, at: number): RawGateway {
  const pick = (collection: string): string | null => {
    const keys = ours(document).filter((key) => key.startsWith(`${collection.toLowerCase()}/`));
    const key = keys[at % (keys.length || 1)];
    return key ? `${document.id}/${collection}/${key.split('/')[1]!.toUpperCase()}` : null;
  };
  const pool = pick('backendAddressPools');
  const settings = pick('backendHttpSettingsCollection');
  if (pool === null || settings === null) return document;
  const properties: JsonObject = {
    defaultBackendAddressPool: { id: pool },
    defaultBackendHttpSettings: { id: settings },
    pathRules: [],
  };
  return withMaps(withoutReferrer(document), (maps) => [...maps, { name: REFERRER, properties }]);
}

const withoutReferrer = (document: RawGateway): RawGateway =>
  withMaps(document, (maps) => maps.filter((map) => (map as { readonly name: string }).name !== REFERRER));

const withMaps = (document: RawGateway, edit: (maps: readonly Json[]) => readonly Json[]): RawGateway => ({
  ...document,
  properties: {
    ...document.properties,
    urlPathMaps: edit((document.properties['urlPathMaps'] ?? []) as readonly Json[]),
  },
});

const differences = (expected: readonly string[], found: readonly string[]): readonly string[] => [
  ...expected.filter((text) => !found.includes(text)).map((text) => `lost or changed: ${text}`),
  ...found.filter((text) => !expected.includes(text)).map((text) => `foreign, but new: ${text}`),
  ...(expected.length === found.length && expected.some((text, index) => found[index] !== text)
    ? ['foreign ones stand in another order']
    : []),
];
