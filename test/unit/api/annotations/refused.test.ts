import test from 'ava';
import { ANNOTATIONS } from '../../../../src/api/annotations/catalogue.ts';
import { refusalOf } from '../../../../src/api/annotations/refused.ts';

for (const [name, value] of [
  ['backend-protocol', 'GRPC'],
  ['backend-protocol', 'grpcs'],
  ['canary', 'true'],
  ['backend-weight', '10'],
  ['header-match', 'a=b'],
  ['rate-limit', '5'],
  ['limit-rps', '5'],
] as const)
  test(`${name}: ${value}`, (t) => t.truthy(refusalOf(name, value)));
for (const [name, { example }] of Object.entries(ANNOTATIONS))
  test(`not ${name}`, (t) => t.is(refusalOf(name, example), null));
