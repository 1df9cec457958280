/**
 * Breaks each promise on purpose and demands that its test fails: `npm run test:mutants`. Works in a copy, so that the
 * checkout stays as it is. Exits with 1 if a mutant survives, or is not to be found any more.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MUTANTS, type Mutant } from './mutants.ts';

const ROOT = join(import.meta.dirname, '../../..');
const COPIED = [
  'src',
  'test',
  'package.json',
  'tsconfig.json',
  'crds',
  'helm',
  'docs',
  'examples',
  'README.md',
];
const MOST_MS = 180_000;

type Verdict = 'caught' | 'SURVIVED' | 'NOT FOUND' | 'UNSOUND';

/** Tests that fail on what is not broken prove nothing. */
const sound = new Map<string, boolean>();

function passes(test: string, copy: string): boolean {
  const ava = join(copy, 'node_modules/.bin/ava');
  const { status } = spawnSync(ava, [join('test', test)], { cwd: copy, stdio: 'ignore', timeout: MOST_MS });
  return status === 0;
}

function judge({ file, find, replace, test }: Mutant, copy: string): Verdict {
  const path = join(copy, 'src', file);
  const text = readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) return 'NOT FOUND';
  if (!sound.has(test)) sound.set(test, passes(test, copy));
  if (!sound.get(test)) return 'UNSOUND';
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  try {
    return passes(test, copy) ? 'SURVIVED' : 'caught';
  } finally {
    writeFileSync(path, text);
  }
}

const copy = mkdtempSync(join(tmpdir(), 'appgw-ingress-mutants-'));
try {
  for (const name of COPIED) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  let survivors = 0;
  for (const mutant of MUTANTS) {
    const started = Date.now();
    const verdict = judge(mutant, copy);
    if (verdict !== 'caught') survivors += 1;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const { promise, file, test } = mutant;
    process.stdout.write(
      `${verdict.padEnd(9)} ${promise.padEnd(24)} ${file.padEnd(32)} ${test} (${seconds} s)\n`,
    );
  }
  process.stdout.write(`\n${MUTANTS.length - survivors} of ${MUTANTS.length} caught\n`);
  process.exitCode = survivors === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
