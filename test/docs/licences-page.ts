/** What of others runs in production, from the lock file. */
import { readFileSync } from 'node:fs';
import { page, table } from './markdown.ts';

/** Licences that ask for no more than to be named. */
export const ALLOWED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'PSF-2.0',
  'Unlicense',
]);

export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

const FOLDER = 'node_modules/';

/** Each version once, by name. */
export function productionDependencies(lock: {
  readonly packages: Readonly<Record<string, Locked>>;
}): readonly Dependency[] {
  const all = Object.entries(lock.packages).flatMap(([path, { version, license, dev, devOptional }]) =>
    path === '' || dev || devOptional
      ? []
      : [
          {
            name: path.slice(path.lastIndexOf(FOLDER) + FOLDER.length),
            version,
            licence: license ?? 'unknown',
          },
        ],
  );
  const byVersion = new Map(
    all.map((dependency) => [`${dependency.name}@${dependency.version}`, dependency]),
  );
  return [...byVersion].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, dependency]) => dependency);
}

export const notAllowed = (dependencies: readonly Dependency[]): readonly Dependency[] =>
  dependencies.filter(({ licence }) => !ALLOWED.has(licence));

export const locked = (): readonly Dependency[] =>
  productionDependencies(
    JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as {
      readonly packages: Readonly<Record<string, Locked>>;
    },
  );

export function licencesPage(): string {
  const dependencies = locked();
  return page('Licences', [
    `What runs in production beside our own code, which is under Apache-2.0: ${dependencies.length} packages. A licence that is not
one of ${[...ALLOWED].join(', ')} fails the tests.`,
    table(
      ['Package', 'Version', 'Licence'],
      dependencies.map(({ name, version, licence }) => [name, version, licence]),
    ),
  ]);
}
