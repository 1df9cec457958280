/**
 * Runs the steps of the Dockerfile as plain commands in a scratch folder that stands for the file system of each stage.
 * In: the Dockerfile. Out: the last stage, and how it is started. It knows the few instructions that are used there, and
 * refuses others.
 */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const CONTEXT = fileURLToPath(new URL('../..', import.meta.url));

export interface Instruction {
  readonly name: string;
  readonly words: string;
}

export interface Stage {
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

export interface BuiltStage {
  readonly root: string;
  readonly workdir: string;
  readonly user: string;
  readonly entrypoint: readonly string[];
}

export function readStages(text = readFileSync(join(CONTEXT, 'Dockerfile'), 'utf8')): readonly Stage[] {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter(Boolean);
  const stages: { name: string; instructions: Instruction[] }[] = [];
  for (const line of lines) {
    const [, name = '', words = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stages.push({ name: / AS (\w+)$/.exec(words)?.[1] ?? 'final', instructions: [] });
    else stages.at(-1)?.instructions.push({ name, words });
  }
  return stages;
}

export interface BuildOptions {
  readonly scratch: string;
  /** Links the checkout's own packages instead of installing them: seconds instead of half a minute. */
  readonly reusePackages: boolean;
}

export async function build(stages: readonly Stage[], options: BuildOptions): Promise<BuiltStage> {
  let built: BuiltStage = { root: '', workdir: '/', user: 'root', entrypoint: [] };
  for (const stage of stages) {
    built = { root: join(options.scratch, stage.name), workdir: '/', user: 'root', entrypoint: [] };
    mkdirSync(built.root, { recursive: true });
    for (const instruction of stage.instructions) built = await step(built, instruction, options);
  }
  return built;
}

async function step(
  stage: BuiltStage,
  { name, words }: Instruction,
  options: BuildOptions,
): Promise<BuiltStage> {
  switch (name) {
    case 'LABEL':
    case 'ENV':
      return stage;
    case 'WORKDIR':
      mkdirSync(join(stage.root, words), { recursive: true });
      return { ...stage, workdir: words };
    case 'USER':
      return { ...stage, user: words };
    case 'ENTRYPOINT':
      return { ...stage, entrypoint: JSON.parse(words) as string[] };
    case 'COPY':
      copy(stage, words, options.scratch);
      return stage;
    case 'RUN':
      await run(stage, words, options);
      return stage;
    default:
      throw new Error(`the Dockerfile has an instruction that this test does not know: ${name}`);
  }
}

function copy({ root, workdir }: BuiltStage, words: string, scratch: string): void {
  const from = /^--from=(\w+) /.exec(words)?.[1];
  const paths = words.replace(/^--from=\w+ /, '').split(' ');
  const target = join(root, posix.resolve(workdir, paths.at(-1)!));
  for (const path of paths.slice(0, -1)) {
    const source = join(from === undefined ? CONTEXT : join(scratch, from), path);
    if (!existsSync(source)) throw new Error(`COPY ${path}: there is none`);
    // A folder's content is copied, a file keeps its name where the target is a folder.
    const isFolderTarget = paths.at(-1)!.endsWith('/');
    const isFile = /\.\w+$|LICENSE$/.test(basename(path));
    cpSync(source, isFolderTarget && isFile ? join(target, basename(path)) : target, { recursive: true });
  }
}

async function run(
  { root, workdir }: BuiltStage,
  command: string,
  { reusePackages }: BuildOptions,
): Promise<void> {
  const cwd = join(root, workdir);
  if (reusePackages && command.startsWith('npm ci ')) {
    symlinkSync(join(CONTEXT, 'node_modules'), join(cwd, 'node_modules'));
    return;
  }
  await promisify(execFile)('sh', ['-c', command], { cwd, env: { ...process.env, INIT_CWD: cwd } });
}
