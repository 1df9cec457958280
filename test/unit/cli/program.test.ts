import test from 'ava';
import type { Io } from '../../../src/cli/io.ts';
import { runCli } from '../../../src/cli/program.ts';
import { silentIo } from '../../helpers/silent-io.ts';
import { temporaryFolder } from '../manifests/temporary-folder.ts';

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly stopsOnSignal: boolean;
}

async function run(argv: readonly string[], io: Partial<Io> = {}): Promise<Ran> {
  const said = { stdout: '', stderr: '' };
  let stopsOnSignal = false;
  const output = (stream: keyof typeof said): Io['stdout'] => ({
    write: (text) => void (said[stream] += text),
    color: false,
    interactive: false,
  });
  const stopSignal = (): AbortSignal => {
    stopsOnSignal = true;
    return AbortSignal.abort();
  };
  const code = await runCli(
    argv,
    silentIo({ stdout: output('stdout'), stderr: output('stderr'), stopSignal, ...io }),
  );
  return { code, ...said, stopsOnSignal };
}

for (const [title, argv, code, stream, words] of [
  ['help', ['--help'], 0, 'stdout', /Commands:[^]*translate[^]*plan[^]*dev[^]*emulator[^]*serve-default/],
  ['version', ['--version'], 0, 'stdout', /^\d+\.\d+\.\d+\n$/],
  ['help of a command', ['translate', '--help'], 0, 'stdout', /--secrets/],
  ['how faults are written', ['emulator', '--help'], 0, 'stdout', /on: put/],
  ['no command', [], 1, 'stderr', /Usage:/],
  ['an unknown command', ['destroy'], 1, 'stderr', /unknown command 'destroy'/],
  ['an unknown flag', ['plan', '-f', 'x', '--gateway', 'y', '--force'], 1, 'stderr', /--force/],
  ['a flag that lacks', ['translate'], 1, 'stderr', /--filename/],
  ['a file that lacks', ['translate', '-f', 'absent/'], 1, 'stderr', /^appgw-ingress: absent/],
  ['a setting that is wrong', ['dev', '--instance', 'NO'], 1, 'stderr', /^appgw-ingress: --instance/],
] as const) {
  test(`${title}: exit ${code}`, async (t) => {
    const ran = await run(argv);
    t.is(ran.code, code);
    t.regex(ran[stream], words);
    t.is(ran[stream === 'stdout' ? 'stderr' : 'stdout'], '');
  });
}

for (const command of ['dev', 'emulator', 'serve-default']) {
  test(`${command} ends in order on a signal, from the very start`, async (t) => {
    const { path: cwd } = await temporaryFolder(t);
    const port = command === 'emulator' ? ['--listen', '127.0.0.1:0'] : [];
    const ports = command === 'serve-default' ? ['--not-found-port', '0', '--redirect-port', '0'] : port;
    const ran = await run([command, ...ports], { cwd });
    t.is(ran.code, 0);
    t.true(ran.stopsOnSignal);
  });
}

test('translate can be interrupted as any program', async (t) => {
  const ran = await run(['translate', '-f', '-']);
  t.is(ran.code, 0);
  t.false(ran.stopsOnSignal);
});

test('every command has the settings, and says how diagnostics are written', async (t) => {
  for (const command of ['translate', 'plan', 'dev', 'emulator', 'serve-default']) {
    const { stdout } = await run([command, '--help']);
    for (const flag of ['--config <file>', '--instance <text>', '--diagnostics <format>'])
      t.true(stdout.includes(flag), `${command} ${flag}`);
  }
});

test('a bug is not dressed up as an answer', async (t) => {
  const write = (): never => {
    throw new TypeError('a bug');
  };
  const stdout = { write, color: false, interactive: false };
  await t.throwsAsync(run(['translate', '-f', '-'], { stdout }), { message: 'a bug' });
});

test('each document that does not parse is named with its place', async (t) => {
  const { path: cwd } = await temporaryFolder(t, { 'a.yaml': 'x: [\n', 'b.yaml': '\n\n: : :\n' });
  const { code, stdout, stderr } = await run(['translate', '-f', '.'], { cwd });
  t.is(code, 1);
  t.is(stdout, '');
  t.regex(stderr, /\n {2}a\.yaml:\d+:\d+: .*\n {2}b\.yaml:3:\d+: /);
});

test('Ingresses of other classes are counted', async (t) => {
  const manifest = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'x' },
    spec: { ingressClassName: 'nginx', defaultBackend: { service: { name: 's', port: { number: 80 } } } },
  };
  const { path: cwd } = await temporaryFolder(t, { 'x.json': JSON.stringify(manifest) });
  const { code, stderr } = await run(['translate', '-f', '.', '--diagnostics', 'json'], { cwd });
  t.is(code, 0);
  t.regex(stderr, /INGRESSES_OF_OTHER_CLASSES/);
});
