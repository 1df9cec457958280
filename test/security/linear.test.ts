/**
 * What reads texts of others does work in proportion to their length, however they are built. A quadratic reader takes
 * sixteen times as long for a text that is four times as long; the bound is ten, and the best of three tries counts.
 */
import test from 'ava';
import { ANNOTATIONS } from '../../src/api/annotations/catalogue.ts';
import { closest } from '../../src/api/annotations/closest.ts';
import { refusalOf } from '../../src/api/annotations/refused.ts';
import { buildName } from '../../src/appgw/names.ts';
import { toPatterns } from '../../src/appgw/patterns.ts';
import { missingPermission, namedChildren, readErrors } from '../../src/azure/error-body.ts';
import { stripInvalidMembers } from '../../src/azure/invalid-member.ts';
import { redirectTarget } from '../../src/cli/serve-default/redirect-target.ts';
import { ArmError } from '../../src/controller/arm-error.ts';
import { oneLine } from '../../src/diagnostics/printable.ts';
import { compilePattern } from '../../src/emulator/re2.ts';
import { decodeBase64 } from '../../src/frontends/certificates/base64.ts';
import { splitPem } from '../../src/frontends/certificates/pem.ts';
import { toMatch } from '../../src/frontends/ingress/paths.ts';
import { countGroups, literalPrefix, problemOf } from '../../src/frontends/ingress/rewrites/pattern.ts';
import { readJson } from '../../src/manifests/json.ts';
import { readYaml } from '../../src/manifests/yaml.ts';
import { BLANK } from '../helpers/pipeline.ts';

const LONG = 32_000;
const MOST_TIMES = 10;
/** Shorter times are noise. */
const FLOOR_MS = 3;

const HEADS = [
  '',
  '/',
  'X: ',
  'https://',
  '-----BEGIN ',
  "however, it does not have permission to perform action 'a/",
];
const UNITS = [
  ...'/ a-.*=,:%{0([\\\n"\''.split(''),
  'a-',
  'a.',
  '(a',
  '[[:a',
  '\\\\',
  '%\n',
  '-----BEGIN CERTIFICATE-----',
  '/subscriptions/s/',
  "could not find member 'a' on object of type ",
  '/applicationGateways/',
];
/** Nobody takes it: a reader that backtracks has to try everything. */
const TAIL = '\u0001';
const TEXTS = HEADS.flatMap((head) =>
  UNITS.map((unit) => (length: number) => head + unit.repeat(length / unit.length) + TAIL),
);

function slowest(read: (text: string) => unknown, texts = TEXTS): string | null {
  const slow = texts.find((make) => !isLinear(read, make));
  return slow ? JSON.stringify(slow(60)) : null;
}

function isLinear(read: (text: string) => unknown, make: (length: number) => string): boolean {
  return [1, 2, 3].some(() => {
    // The long one comes first: where it is quick, as nearly always, nothing is to be compared.
    const long = millisecondsOf(read, make(LONG));
    return (
      long <=
      MOST_TIMES * Math.max(FLOOR_MS, long > MOST_TIMES * FLOOR_MS ? millisecondsOf(read, make(LONG / 4)) : 0)
    );
  });
}

function millisecondsOf(read: (text: string) => unknown, text: string): number {
  const start = performance.now();
  try {
    read(text);
  } catch {
    // A refusal is an answer.
  }
  return performance.now() - start;
}

const invalid = (message: string): ArmError =>
  new ArmError({
    code: 'InvalidJson',
    kind: 'invalid',
    message,
    details: readErrors({ code: 'InvalidJson', message }),
  });
const path = (text: string, pathType: 'Exact' | 'Prefix' | 'ImplementationSpecific') => ({
  path: text,
  pathType,
  backend: {},
});

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  'a path': (text) => toPatterns(toMatch(path(text, 'Prefix'))),
  'a path as a regular expression': (text) =>
    toMatch(path(`${text}(/|$)`, 'ImplementationSpecific'), { 'rewrite-target': '/' }),
  'the literal part of a path': literalPrefix,
  'problems of a pattern': (text) => [problemOf(text.slice(0, 1000)), countGroups(text.slice(0, 1000))],
  'a name': (text) =>
    buildName({ instance: 'i', collection: 'probes', readable: text, hash: '0123456789ab' }),
  'a suggestion': (text) => closest(text, Object.keys(ANNOTATIONS)),
  'what the gateway does not offer': (text) => refusalOf(text, text),
  PEM: splitPem,
  base64: decodeBase64,
  'a message': oneLine,
  'an error of ARM': (text) =>
    readErrors({ code: 'x', message: text }).map(({ message }) => [
      namedChildren([message]),
      missingPermission(message),
    ]),
  'a complaint of ARM about a member': (text) => stripInvalidMembers(BLANK, invalid(text)),
  'a request to the default backend': (text) => redirectTarget(text, text, ['*.a']),
  'a pattern in the emulator': (text) => compilePattern(text, true),
  JSON: readJson,
};

for (const [name, read] of Object.entries(READERS)) test(name, (t) => t.is(slowest(read), null));

const TYPES = new Map(Object.entries(ANNOTATIONS).map(([name, { type }]) => [type.parse, { name, type }]));
for (const { name, type } of TYPES.values())
  test(`a value like that of ${name}`, (t) =>
    t.is(
      slowest((text) => type.parse(text)),
      null,
    ));

// The parser of a library, which is not ours to fuzz; how a text is cut into documents is.
test('YAML', (t) => {
  const texts = ['%\n', '%\r\n', '---\n', '\n', '- a\n', '# x\n'].map(
    (unit) => (length: number) => unit.repeat(length / unit.length),
  );
  t.is(
    slowest((text) => [...readYaml(text)], texts),
    null,
  );
});

test('a pattern that could be run forever is only counted', (t) => {
  const pattern = `/|((?:${'(?:$|^)'.repeat(60)})\\b)`;
  t.is(problemOf(pattern), null);
  t.is(countGroups(pattern), 1);
});

test('the measure itself finds what is quadratic', (t) => {
  const found = (): boolean =>
    slowest((text) => /\/+$/.test(text), [(length) => `${'/'.repeat(length)}x`]) !== null;
  // On a busy machine a short text may seem to take as long as a long one.
  t.true([1, 2, 3, 4, 5].some(found));
});
