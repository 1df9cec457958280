import test from 'ava';
import { Command } from 'commander';
import { CliFailure } from '../../../src/cli/failure.ts';
import type { Io } from '../../../src/cli/io.ts';
import { addSettings, readConfig } from '../../../src/cli/settings.ts';
import { silentIo } from '../../helpers/silent-io.ts';
import { temporaryFolder } from '../manifests/temporary-folder.ts';

const io = (cwd: string, environment: Io['environment'] = {}): Io => silentIo({ environment, cwd });
const flagsOf = (argv: readonly string[]): Readonly<Record<string, unknown>> =>
  addSettings(new Command())
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .parse(argv, { from: 'user' })
    .opts();

for (const [title, argv, environment, file, instance] of [
  ['the default', [], {}, '', 'default'],
  ['the file over the default', [], {}, 'instance: file', 'file'],
  ['the environment over the file', [], { APPGW_INGRESS_INSTANCE: 'env' }, 'instance: file', 'env'],
  ['the flag over all', ['--instance', 'flag'], { APPGW_INGRESS_INSTANCE: 'env' }, 'instance: file', 'flag'],
] as const) {
  test(title, async (t) => {
    const { path } = await temporaryFolder(t, { settings: file });
    const config = await readConfig(flagsOf(['--config', 'settings', ...argv]), io(path, environment));
    t.is(config.instance, instance);
  });
}

test('lists, switches and JSON', async (t) => {
  const { path } = await temporaryFolder(t, { settings: '{"sslRedirect": true, "replaceForeign": ["a"]}' });
  const flags = flagsOf(['--config', 'settings', '--ssl-redirect', 'false', '--replace-foreign', 'b', 'c']);
  t.like(await readConfig(flags, io(path)), { sslRedirect: false, replaceForeign: ['b', 'c'] });
});

for (const [title, argv, environment, file, reason] of [
  ['in a flag', ['--instance', 'No!'], {}, '', /^--instance: /],
  ['in the environment', [], { APPGW_INGRESS_SSL_REDIRECT: 'maybe' }, '', /^APPGW_INGRESS_SSL_REDIRECT: /],
  ['in the file', [], {}, 'instance: 5', /^--config: instance: /],
  ['unknown', [], {}, 'instanse: x', /^--config: unknown setting instanse/],
  ['no mapping', [], {}, '- x', /^--config: the file must hold one mapping/],
  ['no YAML', [], {}, 'a: [', /^--config settings: .*line 1/],
  ['an endpoint without https', ['--arm-endpoint', 'http://127.0.0.1:1'], {}, '', /^--arm-endpoint: /],
] as const) {
  test(`refused with its place: ${title}`, async (t) => {
    const { path } = await temporaryFolder(t, { settings: file });
    const flags = flagsOf(['--config', 'settings', ...argv]);
    await t.throwsAsync(readConfig(flags, io(path, environment)), {
      instanceOf: CliFailure,
      message: reason,
    });
  });
}

test('refused: a file that is not there', async (t) => {
  await t.throwsAsync(readConfig({ config: 'absent' }, io('/')), {
    message: '--config absent: no such file',
  });
});

test('a choice that is none is refused by the command line', (t) => {
  t.throws(() => flagsOf(['--pfx-encryption', 'rot13']), { code: 'commander.invalidArgument' });
});
