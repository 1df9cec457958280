import test from 'ava';
import { durationIn, parseAddress, parseDuration, parseNumber, parseShare } from '../../../src/cli/values.ts';

for (const [text, ms] of [
  ['0s', 0],
  ['250ms', 250],
  ['1s', 1000],
  ['1.5s', 1500],
  ['2m', 120_000],
  ['1', null],
  ['s', null],
  ['-1s', null],
  ['1 s', null],
  ['1h', null],
  ['', null],
] as const) {
  test(`duration ${text}`, (t) => {
    t.is(durationIn(text), ms);
    if (ms === null) t.throws(() => parseDuration(text), { code: 'commander.invalidArgument' });
    else t.is(parseDuration(text), ms);
  });
}

for (const [text, address] of [
  ['127.0.0.1:9443', { host: '127.0.0.1', port: 9443 }],
  ['localhost:0', { host: 'localhost', port: 0 }],
  ['[::1]:65535', { host: '::1', port: 65_535 }],
  ['::1:80', null],
  ['127.0.0.1', null],
  [':80', null],
  ['a b:80', null],
  ['a:65536', null],
  ['a:', null],
] as const) {
  test(`address ${text}`, (t) => t.deepEqual(parseAddress(text), address));
}

test('ports', (t) => {
  t.is(parseNumber('0'), 0);
  t.is(parseNumber('65535'), 65_535);
  for (const text of ['65536', '-1', '1.5', 'x', '']) {
    t.throws(() => parseNumber(text), { code: 'commander.invalidArgument' }, text);
  }
});

for (const [text, share] of [
  ['0', 0],
  ['0.05', 0.05],
  ['.5', 0.5],
  ['1', 1],
  ['1.1', null],
  ['-1', null],
  ['', null],
  ['.', null],
  ['1e-1', null],
  ['x', null],
] as const) {
  test(`share ${text || '(empty)'}`, (t) => {
    if (share === null) t.throws(() => parseShare(text), { code: 'commander.invalidArgument' });
    else t.is(parseShare(text), share);
  });
}
