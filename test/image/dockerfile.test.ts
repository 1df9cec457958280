/**
 * What the image is, without an engine to build it: its steps run here, and what comes out is started. `npm test` links
 * the packages that are there; `npm run test:image` installs them as the image does.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { build, CONTEXT, readStages, type BuiltStage } from './dockerfile.ts';

const execute = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'image-'));
const reusePackages = process.env['APPGW_INGRESS_INSTALL'] === undefined;
const stages = readStages();
let image: BuiltStage;

test.before('the steps of the Dockerfile', async () => {
  image = await build(stages, { scratch, reusePackages });
});
test.after.always(() => rmSync(scratch, { recursive: true, force: true }));

/** The command line of the container, with the paths of this machine. */
const commandLine = (): readonly [string, ...string[]] => {
  const [, ...flags] = image.entrypoint;
  const main = flags.pop()!;
  return [process.execPath, ...flags, join(image.root, main)];
};

const output = (...words: readonly string[]): Promise<{ stdout: string; stderr: string }> => {
  const [node, ...main] = commandLine();
  return execute(node, [...main, ...words], { cwd: tmpdir(), env: { TMPDIR: '/nonexistent' } });
};

test('the final stage has no shell to run anything, and is not root', (t) => {
  const last = stages.at(-1)!.instructions.map(({ name }) => name);
  t.false(last.includes('RUN'));
  t.is(image.user, '65532:65532');
  t.is(image.entrypoint[0], '/nodejs/bin/node');
  t.is(image.entrypoint.at(-1), '/app/main.js');
});

test('what is copied is sent to the engine, and nothing else', (t) => {
  const copied = stages
    .flatMap(({ instructions }) => instructions)
    .filter(({ name, words }) => name === 'COPY' && !words.startsWith('--from'))
    .flatMap(({ words }) => words.split(' ').slice(0, -1));
  const [all, ...sent] = readFileSync(join(CONTEXT, '.dockerignore'), 'utf8').trim().split('\n');
  t.is(all, '*');
  t.deepEqual(copied.map((path) => `!${path}`).toSorted(), sent.toSorted());
});

test('it needs nothing beside it', async (t) => {
  t.deepEqual(
    readdirSync(join(image.root, 'app')).filter((name) => !/^[\w-]+\.js$/.test(name)),
    ['LICENSE', 'package.json'],
  );
  const { stdout } = await output('--help');
  for (const command of ['translate', 'plan', 'serve-default'])
    t.regex(stdout, new RegExp(`^ +${command} `, 'm'));
});

test('it is small', (t) => {
  const folder = join(image.root, 'app');
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  t.log(`${(bytes / 1024 / 1024).toFixed(2)} MB`);
  t.true(bytes < 5 * 1024 * 1024);
});

test('translate answers as from source', async (t) => {
  const words = ['translate', '-f', join(CONTEXT, 'examples/quickstart')];
  const answers = await Promise.all([
    output(...words).catch((error: { stdout: string }) => error),
    execute(process.execPath, [join(CONTEXT, 'src/main.ts'), ...words]).catch(
      (error: { stdout: string }) => error,
    ),
  ]);
  t.regex(answers[0].stdout, /"httpListeners"/);
  t.is(answers[0].stdout, answers[1].stdout);
});

test('serve-default serves, and ends at SIGTERM', async (t) => {
  const [node, ...main] = commandLine();
  const words = ['serve-default', '--address', '127.0.0.1', '--not-found-port', '0', '--redirect-port', '0'];
  const server = spawn(node, [...main, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(server, 'exit');
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  const { notFoundPort } = JSON.parse(line.toString()) as { notFoundPort: number };
  t.is(await statusOf(`http://127.0.0.1:${notFoundPort}/healthz`), 200);
  t.is(await statusOf(`http://127.0.0.1:${notFoundPort}/`), 404);
  server.kill('SIGTERM');
  t.deepEqual(await exited, [0, null]);
});

async function statusOf(url: string): Promise<number | undefined> {
  const [response] = (await once(get(url), 'response')) as [{ statusCode?: number; resume(): void }];
  response.resume();
  return response.statusCode;
}

test('an instruction that is not understood is not passed over', async (t) => {
  const unknown = readStages('FROM x\nADD a b\n');
  await t.throwsAsync(build(unknown, { scratch: join(scratch, 'other'), reusePackages: true }), {
    message: /ADD/,
  });
});
