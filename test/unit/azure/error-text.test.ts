import test from 'ava';
import { TEXT_LIMIT, withoutKeys } from '../../../src/azure/error-text.ts';

const DOCUMENT = { name: 'c', properties: { data: 'MIIkey', password: 'pw-canary' } };
const quoted = (times: number): string =>
  Array.from({ length: times }).reduce<string>((text) => JSON.stringify(text), JSON.stringify(DOCUMENT));

for (const times of [0, 1, 2])
  test(`a document that is quoted ${times} times`, (t) => {
    const text = withoutKeys(`refused: ${quoted(times)}`);
    t.notRegex(text, /MIIkey|pw-canary/);
    t.regex(text, /name/);
  });
for (const text of [
  "Object reference '/subscriptions/0/resourceGroups/g/providers/Microsoft.Network/applicationGateways/gw/probes/p' is not valid.",
  'Data must be specified for certificate x.',
])
  test(`left as it is: ${text.slice(0, 20)}`, (t) => t.is(withoutKeys(text), text));
test('a key by itself', (t) => t.is(withoutKeys(`bad ${'A'.repeat(2000)}== here`), 'bad … here'));
test('no longer than anybody reads', (t) => t.is(withoutKeys('a b '.repeat(TEXT_LIMIT)).length, TEXT_LIMIT));
