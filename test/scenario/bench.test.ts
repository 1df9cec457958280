/** The benchmark's own command line; what it measures depends on the machine, so that is no test. */
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { runCommand } from '../helpers/command-line.ts';

const main = fileURLToPath(new URL('../bench/main.ts', import.meta.url));

for (const [words, reason] of [
  [['foo'], /^bench: nothing is called foo\n/],
  [['controller', 'foo'], /^bench: nothing is called controller foo\n/],
  [['rollouts', 'foo'], /^bench: no rollout is called foo\n/],
  [['rollouts', 'gate/2'], /^bench: no rollout is called gate\/2\n/],
  [['rollouts', 'plain', '--picture', 'a.svg'], /^bench: the picture is one of gate\/20\/10, /],
  [['--full'], /^bench: --full and --picture belong to rollouts\n/],
  [['--foo'], /^bench: Unknown option '--foo'/],
] as const) {
  test(`bench ${words.join(' ')} says what is wrong, and how it is used`, async (t) => {
    const { code, stdout, stderr } = await runCommand(words, { main });
    t.is(code, 1);
    t.is(stdout, '');
    t.regex(stderr, reason);
    t.regex(stderr, /\nUsage: npm run bench /);
    t.notRegex(stderr, /\n\s+at /);
  });
}
