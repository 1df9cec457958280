import test from 'ava';
import {
  ConfigError,
  environmentName,
  flagName,
  loadConfig,
  SETTINGS,
  type ConfigSources,
} from '../../../src/config/load.ts';
import type { Config } from '../../../src/config/schema.ts';

const load = (sources: Partial<ConfigSources>): Config =>
  loadConfig({ flags: {}, environment: {}, ...sources });

test('defaults', (t) =>
  t.like(load({}), {
    instance: 'default',
    controllerName: 'azure/application-gateway',
    sslRedirect: true,
    defaultBackend: 'default-backend',
    replaceForeign: [],
    pfxEncryption: '3des',
  }));

test('frozen', (t) => t.true(Object.isFrozen(load({}))));

test('names', (t) => {
  t.is(environmentName('sslRedirect'), 'APPGW_INGRESS_SSL_REDIRECT');
  t.is(flagName('sslRedirect'), '--ssl-redirect');
  t.is(new Set(SETTINGS.map(environmentName)).size, SETTINGS.length);
});

const wins = test.macro({
  exec: (t, sources: Partial<ConfigSources>, expected: string) => t.is(load(sources).instance, expected),
  title: (name) => `wins: ${name}`,
});
const environment = { APPGW_INGRESS_INSTANCE: 'env' };
const file = { instance: 'file' };
test('the flag', wins, { flags: { instance: 'flag' }, environment, file }, 'flag');
test('the environment over the file', wins, { environment, file }, 'env');
test('the file over the default', wins, { file }, 'file');
test(
  'a flag that is not given counts for nothing',
  wins,
  { flags: { instance: undefined }, environment },
  'env',
);
test('an empty file', wins, { file: null }, 'default');

const reads = test.macro({
  exec: (t, name: string, text: string, expected: Partial<Config>) =>
    t.like(load({ environment: { [name]: text } }), expected),
  title: (_, name: string, text: string) => `${name}=${text}`,
});
test(reads, 'APPGW_INGRESS_SSL_REDIRECT', 'false', { sslRedirect: false });
test(reads, 'APPGW_INGRESS_SSL_REDIRECT', 'true', { sslRedirect: true });
test(reads, 'APPGW_INGRESS_REPLACE_FOREIGN', 'a, b,', { replaceForeign: ['a', 'b'] });
test(reads, 'APPGW_INGRESS_REPLACE_FOREIGN', '', { replaceForeign: [] });
test(reads, 'APPGW_INGRESS_READINESS_GATE', '{"enabled": true}', {
  readinessGate: { enabled: true, waitForHealthy: false, timeoutSeconds: 300 },
});
test(reads, 'APPGW_INGRESS_WEBHOOK', '{"enabled": true, "certificate": {"mode": "files"}}', {
  webhook: {
    enabled: true,
    port: 9443,
    certificate: {
      mode: 'files',
      folder: '/etc/appgw-ingress-webhook',
      secret: 'appgw-ingress-webhook',
      service: 'appgw-ingress-webhook',
      configuration: 'appgw-ingress',
    },
    preStop: { enabled: false, seconds: 60, most: 300 },
    validate: 'warn',
    codes: {},
  },
});
test(reads, 'APPGW_INGRESS_PFX_ENCRYPTION', 'aes256', { pfxEncryption: 'aes256' });
test(reads, 'APPGW_INGRESS_NO_SUCH', 'x', { instance: 'default' });

const refuses = test.macro({
  exec: (t, sources: Partial<ConfigSources>, start: RegExp) => {
    const error = t.throws(() => load(sources), { instanceOf: ConfigError });
    t.regex(error.message, start);
    t.is(error.code, 'CONFIG_INVALID');
  },
  title: (name) => `refused: ${name}`,
});
test('a flag, by its name', refuses, { flags: { instance: 'UPPER' } }, /^--instance: at most 16 /);
test(
  'the environment, by the variable',
  refuses,
  { environment: { APPGW_INGRESS_INSTANCE: '-x' } },
  /^APPGW_INGRESS_INSTANCE: /,
);
test('the flag, where both are given', refuses, { flags: { instance: '' }, environment }, /^--instance: /);
test('the file, by the key', refuses, { file: { sslRedirect: 'yes' } }, /^--config: sslRedirect: /);
test(
  'a text that is no boolean',
  refuses,
  { environment: { APPGW_INGRESS_SSL_REDIRECT: 'yes' } },
  /^APPGW_INGRESS_SSL_REDIRECT: /,
);
test(
  'a diagnostic that is none',
  refuses,
  { file: { webhook: { codes: { NONE: 'warn' } } } },
  /^--config: webhook/,
);
test('an element of a list', refuses, { file: { replaceForeign: [''] } }, /^--config: replaceForeign: /);
test(
  'an unknown key of the file',
  refuses,
  { file: { sslredirect: true } },
  /^--config: unknown setting sslredirect$/,
);
test('a file with a list', refuses, { file: [] }, /^--config: the file must hold one mapping$/);
test('a file with a text', refuses, { file: 'instance' }, /^--config: the file must hold one mapping$/);
test(
  'everything that is wrong, at once',
  refuses,
  { flags: { instance: '' }, file: { defaultBackend: 'a/b/c' } },
  /--instance: .*; --config: defaultBackend: /,
);

const instances = test.macro({
  exec: (t, instance: string, valid: boolean) => {
    const attempt = (): Config => load({ flags: { instance } });
    if (valid) t.notThrows(attempt);
    else t.throws(attempt, { instanceOf: ConfigError });
  },
  title: (_, instance: string, valid: boolean) =>
    `instance ${JSON.stringify(instance)} is ${valid ? 'valid' : 'refused'}`,
});
test(instances, 'a', true);
test(instances, 'k0a1b2c3d', true);
test(instances, 'sixteen-letters-', false);
test(instances, 'sixteen-letters1', true);
test(instances, 'seventeen-letters', false);
test(instances, 'a.b', false);
test(instances, 'a_b', false);
