/** The cases on disk. A folder with an `in.yaml` is a case: there is no other list of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { CaseInput } from './pipeline.ts';
import { INPUTS, OUTPUTS, type CaseKind } from './run-case.ts';

const ROOT = import.meta.dirname;
const KINDS = ['translate', 'plan'] as const satisfies readonly CaseKind[];

export interface Case {
  /** Like `translate/paths/exact-root-widened`. */
  readonly name: string;
  readonly folder: string;
  readonly kind: CaseKind;
}

/** Every file below `translate/` and `plan/`, whether or not it belongs to a case. */
const filesOf = (kind: CaseKind): readonly string[] =>
  readdirSync(join(ROOT, kind), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

export const CASES: readonly Case[] = KINDS.flatMap((kind) =>
  filesOf(kind)
    .filter((file) => file.endsWith('/in.yaml'))
    .map((file) => ({ name: relative(ROOT, dirname(file)), folder: dirname(file), kind })),
);

/** Files that are neither input nor output of a case: what a renamed or deleted case leaves behind. */
export function findOrphans(): readonly string[] {
  const owned = new Set(
    CASES.flatMap(({ folder, kind }) =>
      [...INPUTS[kind], ...OUTPUTS[kind]].map((file) => join(folder, file)),
    ),
  );
  return KINDS.flatMap(filesOf)
    .filter((file) => !owned.has(file))
    .map((file) => relative(ROOT, file));
}

export function readInput({ folder, kind }: Case): CaseInput {
  const read = (file: string): string | null => readText(join(folder, file));
  const parse = (file: string): unknown => {
    const text = read(file);
    return text === null ? null : JSON.parse(text);
  };
  return {
    manifests: read('in.yaml') ?? '',
    before: read('before.yaml'),
    gateway: parse(kind === 'plan' ? 'live.json' : 'gateway.json') as CaseInput['gateway'],
    config: parse('config.json'),
  };
}

export const readText = (file: string): string | null =>
  existsSync(file) ? readFileSync(file, 'utf8') : null;
