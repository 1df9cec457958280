/**
 * What a folder of TypeScript looks like from outside: who imports whom, how long files are, what they touch. In: a
 * tree of sources. Out: findings as text, one per breach. It knows no rule of ours: those are in the test.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** Path inside the tree, with `/`, -> text. */
export type Tree = ReadonlyMap<string, string>;

export function readTree(root: string): Tree {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
    .toSorted();
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

const IMPORT = /\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g;

/** Modules that a text imports or exports from, types included. */
export const importsOf = (text: string): readonly string[] =>
  [...withoutComments(text).matchAll(IMPORT)].map((match) => match[2]!);

/** Comments become blanks; a `//` inside a text stays, because a quote stands before it on its line. */
export const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, ' ').replaceAll(/^([^'"`\n]*?)\/\/.*$/gm, '$1');

/** The file of the tree that a relative import leads to. */
export const resolveImport = (from: string, to: string): string =>
  posix.normalize(posix.join(posix.dirname(from), to));

/** The first folder of a path, or its file name where it is in none: `cli`, `main.ts`. */
export const roomOf = (path: string): string => path.split('/')[0]!;

/** `room` -> the rooms and single files that it may import; `*` is everything. */
export type Dependencies = Readonly<Record<string, readonly string[]>>;

export const forbiddenArrows = (tree: Tree, allowed: Dependencies): readonly string[] =>
  [...tree].flatMap(([path, text]) => {
    const room = roomOf(path);
    const may = allowed[room];
    if (!may) return [`${path}: ${room} is in no rule`];
    return importsOf(text)
      .filter((to) => to.startsWith('.'))
      .map((to) => resolveImport(path, to))
      .filter(
        (to) => roomOf(to) !== room && !may.includes('*') && !may.includes(roomOf(to)) && !may.includes(to),
      )
      .map((to) => `${path} -> ${to}`);
  });

/** A package or a built-in module, and the rooms that may import it. */
export interface Restriction {
  readonly module: RegExp;
  readonly only: readonly string[];
}

export const forbiddenModules = (tree: Tree, restrictions: readonly Restriction[]): readonly string[] =>
  [...tree].flatMap(([path, text]) =>
    importsOf(text)
      .filter((to) =>
        restrictions.some(({ module, only }) => module.test(to) && !only.includes(roomOf(path))),
      )
      .map((to) => `${path} imports ${to}`),
  );

/** Where one of the patterns stands in a file that `concerns` holds. Comments do not count. */
export const uses = (
  tree: Tree,
  concerns: (path: string) => boolean,
  patterns: readonly RegExp[],
): readonly string[] =>
  [...tree].flatMap(([path, text]) => {
    if (!concerns(path)) return [];
    const code = withoutComments(text);
    return patterns.flatMap((pattern) => {
      const found = pattern.exec(code);
      return found ? [`${path} uses ${found[0].trim()}`] : [];
    });
  });

export const longerThan = (tree: Tree, lines: number): readonly string[] =>
  [...tree].flatMap(([path, text]) => {
    const length = text.split('\n').length - 1;
    return length > lines ? [`${path} has ${length} lines`] : [];
  });

/** Cycles of imports, each once, from its first file by name. Imports of types count too. */
export function cycles(tree: Tree): readonly string[] {
  const next = new Map(
    [...tree].map(([path, text]) => [
      path,
      importsOf(text)
        .filter((to) => to.startsWith('.'))
        .map((to) => resolveImport(path, to)),
    ]),
  );
  const found = new Set<string>();
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) {
      const ring = trail.slice(start);
      const first = ring.indexOf(ring.toSorted()[0]!);
      found.add([...ring.slice(first), ...ring.slice(0, first)].join(' -> '));
    } else if (!done.has(path)) {
      for (const to of next.get(path) ?? []) visit(to, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of next.keys()) visit(path, []);
  return [...found].toSorted();
}

/** Whether a file has anything to test: a function or a class, not only types and tables. */
export const hasLogic = (text: string): boolean =>
  /^\s*(?:export )?(?:default )?(?:async )?(?:function|class|abstract class)\b|=\s*(?:async\s*)?(?:<[^=]*?>\s*)?\([^;]*?=>/m.test(
    withoutComments(text).replaceAll(/^(?:export )?type [\s\S]*?;$/gm, ''),
  );

/**
 * Files with logic that no test is named after and that are no part of a file beside them (in their folder or the one
 * above) that has such a test; and exceptions that are none.
 */
export function untested(
  sources: Tree,
  tests: ReadonlySet<string>,
  exceptions: Readonly<Record<string, string>>,
): readonly string[] {
  const hasTest = (path: string): boolean => tests.has(path.replace(/\.ts$/, '.test.ts'));
  const parts = new Set(
    [...sources].flatMap(([path, text]) =>
      hasTest(path)
        ? importsOf(text)
            .map((to) => resolveImport(path, to))
            .filter((to) => isBeside(path, to))
        : [],
    ),
  );
  const bare = [...sources]
    .filter(([path, text]) => hasLogic(text) && !hasTest(path) && !parts.has(path))
    .map(([path]) => path);
  const covers = (exception: string, path: string): boolean =>
    exception.endsWith('/') ? path.startsWith(exception) : path === exception;
  const listed = Object.keys(exceptions);
  return [
    ...bare.filter((path) => !listed.some((one) => covers(one, path))).map((path) => `${path} has no test`),
    ...listed
      .filter((one) => !bare.some((path) => covers(one, path)))
      .map((one) => `${one} needs no exception`),
  ];
}

const isBeside = (path: string, other: string): boolean =>
  [posix.dirname(path), posix.dirname(posix.dirname(path))].some(
    (folder) => posix.dirname(other) === folder,
  ) || posix.dirname(posix.dirname(other)) === posix.dirname(path);
