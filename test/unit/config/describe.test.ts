import test from 'ava';
import { describeSetting, type SettingDescription } from '../../../src/config/describe.ts';
import { SETTINGS } from '../../../src/config/load.ts';
import type { Setting } from '../../../src/config/schema.ts';

for (const setting of SETTINGS) {
  test(`${setting} has words of its own`, (t) => t.regex(describeSetting(setting).description, /^\S.*\.$/s));
}

const describes = test.macro({
  exec: (t, setting: Setting, expected: Omit<SettingDescription, 'description'>) => {
    const { description: _, ...rest } = describeSetting(setting);
    t.deepEqual(rest, expected);
  },
  title: (_, setting: Setting) => setting,
});
test(describes, 'instance', { type: 'text', choices: null, defaultText: ' (default: "default")' });
test(describes, 'sslRedirect', { type: 'boolean', choices: null, defaultText: ' (default: true)' });
test(describes, 'replaceForeign', { type: 'list', choices: null, defaultText: '' });
test(describes, 'pfxEncryption', {
  type: 'text',
  choices: ['3des', 'aes256'],
  defaultText: ' (default: "3des")',
});
test(describes, 'armEndpoint', { type: 'url', choices: null, defaultText: '' });
