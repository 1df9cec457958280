import test from 'ava';
import { describeSetting } from '../../../src/config/describe.ts';
import { SETTINGS } from '../../../src/config/load.ts';
import type { Setting } from '../../../src/config/schema.ts';

for (const setting of SETTINGS) {
  test(`${setting} has words of its own`, (t) => t.regex(describeSetting(setting).description, /^\S.*\.$/s));
}

const describes = test.macro({
  exec: (t, setting: Setting, expected: Readonly<Record<string, unknown>>) =>
    t.like(describeSetting(setting), expected),
  title: (_, setting) => setting,
});
test(describes, 'instance', { type: 'text', choices: null, defaultText: ' (default: "default")' });
test(describes, 'sslRedirect', { type: 'boolean', defaultText: ' (default: true)' });
test(describes, 'replaceForeign', { type: 'list', defaultText: '' });
test(describes, 'pfxEncryption', { type: 'text', choices: ['3des', 'aes256'] });
test(describes, 'armEndpoint', { type: 'url', defaultText: '' });
