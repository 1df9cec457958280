/** The logger writes to the file descriptors of its process unless told otherwise, so it is looked at from outside of one. */
import { spawnSync } from 'node:child_process';
import test from 'ava';
import { createLogger } from '../../../src/telemetry/log.ts';

const LOG = new URL('../../../src/telemetry/log.ts', import.meta.url).href;

function printed(stream: 'stdout' | 'stderr', entry: object): { stdout: string; stderr: string } {
  const program = `import { createLogger } from ${JSON.stringify(LOG)};
    createLogger('${stream}').info(${JSON.stringify(entry)}, 'said');`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
}

for (const stream of ['stdout', 'stderr'] as const) {
  test(`one JSON line on ${stream}, with its time`, (t) => {
    const output = printed(stream, { gateway: '/g' });
    const line = JSON.parse(output[stream]) as { readonly time: string };
    t.like(line, { gateway: '/g', msg: 'said' });
    t.false(Number.isNaN(Date.parse(line.time)));
    t.is(output[stream === 'stdout' ? 'stderr' : 'stdout'], '');
  });
}

test('what could open a certificate is left out', (t) => {
  const { stdout } = printed('stdout', {
    certificate: { data: 'SECRET', password: 'SECRET', privateKey: 'SECRET' },
  });
  t.notRegex(stdout, /SECRET/);
});

test('or wherever it is told to', (t) => {
  const lines: string[] = [];
  createLogger({ write: (line) => void lines.push(line) }).info({ gateway: '/g' }, 'said');
  t.deepEqual(
    lines.map((line) => (JSON.parse(line) as { readonly msg: string }).msg),
    ['said'],
  );
});

test('nothing that a terminal obeys', (t) => {
  const { stdout } = printed('stdout', { name: '\u001b[2J \u009b31m \u202e \u2028' });
  t.notRegex(stdout, /[^\P{C}\n]/u);
  t.like(JSON.parse(stdout), { name: '\u001b[2J \u009b31m \u202e \u2028' });
});
