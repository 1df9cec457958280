/** `docs/reference/cli.md`: what `--help` says, of every command. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { page } from './markdown.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const run = promisify(execFile);

const INTRODUCTION = `In a checkout \`npm run -s agw -- COMMAND …\` stands for \`appgw-ingress COMMAND …\`. Settings are explained in
[configuration](configuration.md), what is reported in [diagnostics](diagnostics.md).`;

export async function cliPage(): Promise<string> {
  const overview = await helpOf();
  const commands = await Promise.all(
    commandNames(overview).map(async (command) => `## ${command}\n\n${fenced(await helpOf(command))}`),
  );
  return page('Command line', [INTRODUCTION, fenced(overview), ...commands]);
}

/** In a process of its own: without a terminal, the text does not depend on the width of one. */
async function helpOf(...command: readonly string[]): Promise<string> {
  const { FORCE_COLOR: _, ...env } = process.env;
  const { stdout } = await run(process.execPath, [MAIN, ...command, '--help'], { env });
  return stdout.trimEnd();
}

function commandNames(overview: string): readonly string[] {
  const [, list = ''] = overview.split('\nCommands:\n');
  const names = [...list.matchAll(/^ {2}(?<name>[a-z-]+)/gm)].map(({ groups }) => groups!['name']!);
  return names.filter((name) => name !== 'help');
}

const fenced = (text: string): string => `\`\`\`text\n${text}\n\`\`\``;
