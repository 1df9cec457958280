/** The rules of the house (design, section 2), as data; the checker is in `helpers/architecture.ts`. */
import { join } from 'node:path';
import test from 'ava';
import {
  cycles,
  forbiddenArrows,
  forbiddenModules,
  importsOf,
  longerThan,
  readTree,
  roomOf,
  untested,
  uses,
  withoutComments,
  hasLogic,
  type Dependencies,
  type Restriction,
  type Tree,
} from './helpers/architecture.ts';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = readTree(join(ROOT, 'src'));
const TESTS = readTree(join(ROOT, 'test'));

const PORTS = ['controller/ports.ts', 'controller/arm-error.ts', 'appgw/wire.ts'];
const OUTSIDE = [...PORTS, 'cluster', 'clock', 'config', 'diagnostics', 'telemetry'];

/** Arrows = may import; nothing else may. */
const ALLOWED: Dependencies = {
  'main.ts': ['cli'],
  cli: ['*'],
  emulator: ['appgw/wire.ts', 'clock', 'telemetry'],
  // `routing`: the type of what compute hands from the front end to the back end.
  controller: [
    'api',
    'cluster',
    'frontends',
    'routing',
    'appgw',
    'plan',
    'status',
    'diagnostics',
    'config',
    'clock',
  ],
  kube: [...OUTSIDE, 'api'],
  manifests: OUTSIDE,
  azure: OUTSIDE,
  status: ['api', 'appgw/wire.ts', 'routing', 'plan', 'diagnostics'],
  plan: ['appgw/wire.ts', 'appgw/names.ts', 'appgw/desired.ts', 'diagnostics'],
  appgw: ['routing', 'diagnostics'],
  frontends: ['cluster', 'routing', 'api', 'diagnostics'],
  // `cluster`: both webhooks are judged on a snapshot; the certificate has a time.
  webhook: ['cluster', 'frontends', 'appgw', 'diagnostics', 'api', 'clock'],
  telemetry: ['config', 'clock', 'diagnostics/printable.ts'],
  cluster: ['diagnostics'],
  api: ['diagnostics'],
  config: ['api', 'diagnostics'],
  clock: [],
  routing: [],
  diagnostics: [],
};

const PURE = new Set(['frontends', 'appgw', 'plan', 'status', 'routing', 'cluster', 'diagnostics']);
const IMPURE = Object.keys(ALLOWED).filter((room) => !PURE.has(room));
const RESTRICTIONS: readonly Restriction[] = [
  { module: /^@azure\//, only: ['azure'] },
  { module: /^@kubernetes\/client-node$/, only: ['kube'] },
  { module: /^(pino|fastify|undici|ws|commander|yaml)$/, only: IMPURE },
  { module: /^node:(fs|net|http|https|http2|tls|child_process|process|timers|dns|os)\b/, only: IMPURE },
];

/** `new Date(ms)` and `Date.parse` are functions of their argument. */
const CLOCKS_AND_CHANCE = [
  /\bDate\.now\b/,
  /\bnew Date\(\s*\)/,
  /\bMath\.random\b/,
  /\bperformance\./,
  /\bprocess\./,
  /\b(set|clear)(Timeout|Interval|Immediate)\b/,
  /\brandom(Bytes|UUID|Int)\b/,
  /\bconsole\./,
  /\bfetch\(/,
];

/** Files (or folders, ending in `/`) with logic of which no test is named after them, and why. */
const TESTED_ELSEWHERE: Readonly<Record<string, string>> = {
  'plan/invariant.ts': 'an error class, thrown where a bug of ours is found',
  'appgw/graft-site.ts': 'admission: a host over a limit keeps what it has',
  'appgw/standing-sites.ts': 'golden/held: all cases, held as a whole',
  'cli/dev/': 'scenario/dev and traffic',
  'cli/preview.ts': 'program, and scenario/cli',
  'cli/process-io.ts': 'scenario/processes',
  'cli/read-live-gateway.ts': 'scenario: plan with a resource id',
  'cli/run/': 'kube/scenario: the whole controller',
  'config/webhook.ts': 'a schema: config/load',
  'emulator/arm/http/': 'arm: requests of every kind',
  'emulator/arm/model/': 'arm/capture: the recorded answers of the service, member by member',
  'emulator/dataplane/': 'dataplane/request: real requests through every part',
  'emulator/first-byte.ts': 'echo and dataplane: plain and TLS on one socket',
};

const isClean = test.macro({
  exec: (t, findings: () => readonly string[]) => t.deepEqual(findings(), []),
  title: (name) => name!,
});

test('rooms import only what they may', isClean, () => forbiddenArrows(SOURCES, ALLOWED));
test('SDKs and sockets stay where they belong', isClean, () => forbiddenModules(SOURCES, RESTRICTIONS));
test('the core has no clock, no chance and no environment', isClean, () =>
  uses(SOURCES, (path) => PURE.has(roomOf(path)), CLOCKS_AND_CHANCE),
);
test('the environment is read in config and cli alone', isClean, () =>
  uses(SOURCES, (path) => !['config', 'cli', 'main.ts'].includes(roomOf(path)), [/\bprocess\.env\b/]),
);
test('no file is longer than 300 lines', isClean, () => [
  ...longerThan(SOURCES, 300),
  ...longerThan(TESTS, 300),
]);
test('no imports in a circle', isClean, () => cycles(SOURCES));
test('every file with logic has a test of its own', isClean, () =>
  untested(SOURCES, new Set([...TESTS.keys()].map((path) => path.replace(/^unit\//, ''))), TESTED_ELSEWHERE),
);

const LEFTOVERS = [/\b(TO)DO\b/, /\b(FIX)ME\b/, /\b(XX)X\b/];
const MACHINE_PATHS = [/['"`(\s](\/home\/\w+\/\w|\/root\/\w|\/work\/\w|\/Users\/\w|[A-Z]:\\\\\w)/];
const withComments = (tree: Tree, patterns: readonly RegExp[]): readonly string[] =>
  [...tree].flatMap(([path, text]) => (patterns.some((pattern) => pattern.test(text)) ? [path] : []));
test('nothing is left for later', isClean, () => [
  ...withComments(SOURCES, LEFTOVERS),
  ...withComments(TESTS, LEFTOVERS),
]);
test('no path of a machine', isClean, () => [
  ...withComments(SOURCES, MACHINE_PATHS),
  ...[...withComments(TESTS, MACHINE_PATHS)].filter((path) => path !== 'architecture.test.ts'),
]);

test('the soft limit of 150 lines', (t) => {
  const long = longerThan(SOURCES, 150);
  t.log(
    `${long.length} of ${SOURCES.size} files have more than 150 lines`,
    ...long.map((line) => `\n  ${line}`),
  );
  t.true(long.length <= SOURCES.size / 10, 'at most one file in ten');
});

// The checker itself, on a small tree that breaks every rule.
const tree = (files: Readonly<Record<string, string>>): Tree => new Map(Object.entries(files));

const imports = test.macro({
  exec: (t, text: string, expected: readonly string[]) => t.deepEqual(importsOf(text), expected),
  title: (name) => `imports: ${name}`,
});
test(
  'named, typed, for effect',
  imports,
  `import a from './a.ts';\nimport type { B } from "./b.ts";\nimport './c.ts';`,
  ['./a.ts', './b.ts', './c.ts'],
);
test('over several lines', imports, `import {\n  a,\n  b,\n} from './a.ts';`, ['./a.ts']);
test('exported from', imports, `export { a } from './a.ts';\nexport * from './b.ts';`, ['./a.ts', './b.ts']);
test('dynamic', imports, `const a = await import('./a.ts');`, ['./a.ts']);
test(
  'not in comments',
  imports,
  `/** from './a.ts' */\n// import './b.ts'\nimport './c.ts'; // from './d.ts'`,
  ['./c.ts', './d.ts'],
);

test('a forbidden arrow is found, an allowed one and a room’s own are not', (t) => {
  const files = tree({
    'appgw/build.ts': `import '../frontends/x.ts'; import './names.ts'; import '../routing/model.ts';`,
    'plan/plan.ts': `import '../appgw/wire.ts'; import '../appgw/build.ts';`,
    'cli/run.ts': `import '../appgw/build.ts';`,
    'attic/x.ts': '',
  });
  t.deepEqual(forbiddenArrows(files, ALLOWED), [
    'appgw/build.ts -> frontends/x.ts',
    'plan/plan.ts -> appgw/build.ts',
    'attic/x.ts: attic is in no rule',
  ]);
});

test('a module out of its room is found', (t) => {
  const files = tree({
    'azure/client.ts': `import '@azure/identity';`,
    'kube/client.ts': `import '@azure/identity'; import '@kubernetes/client-node';`,
    'plan/plan.ts': `import 'node:fs/promises'; import 'node:crypto'; import 'pino';`,
    'manifests/read.ts': `import 'node:fs';`,
  });
  t.deepEqual(forbiddenModules(files, RESTRICTIONS), [
    'kube/client.ts imports @azure/identity',
    'plan/plan.ts imports node:fs/promises',
    'plan/plan.ts imports pino',
  ]);
});

test('clocks are found, dates with an argument and comments are not', (t) => {
  const files = tree({
    'plan/a.ts': 'const now = Date.now();',
    'plan/b.ts': 'const text = new Date(0).toISOString() + Date.parse(x); // Date.now()',
    'plan/c.ts': 'const now = new Date();\nsetTimeout(run, 1);',
    'cli/d.ts': 'Date.now()',
  });
  t.deepEqual(
    uses(files, (path) => roomOf(path) === 'plan', CLOCKS_AND_CHANCE),
    ['plan/a.ts uses Date.now', 'plan/c.ts uses new Date()', 'plan/c.ts uses setTimeout'],
  );
});

test('circles are found once, by whatever file one enters them', (t) => {
  const files = tree({
    'a/x.ts': `import './y.ts';`,
    'a/y.ts': `import type { Z } from '../b/z.ts';`,
    'b/z.ts': `import '../a/x.ts'; import './w.ts';`,
    'b/w.ts': '',
    'c/self.ts': `import './self.ts';`,
  });
  t.deepEqual(cycles(files), ['a/x.ts -> a/y.ts -> b/z.ts', 'c/self.ts']);
});

test('long files are found by their lines', (t) => {
  const files = tree({ 'a.ts': 'x\n'.repeat(3), 'b.ts': 'x\n'.repeat(4) });
  t.deepEqual(longerThan(files, 3), ['b.ts has 4 lines']);
});

const logic = test.macro({
  exec: (t, text: string, expected: boolean) => t.is(hasLogic(text), expected),
  title: (name, _, expected: boolean) => `${expected ? 'logic' : 'no logic'}: ${name}`,
});
test(
  'types and data',
  logic,
  'export interface A { f: (x: string) => void }\nexport type B = () => A;\nexport const C = { d: 1 };',
  false,
);
test('a function', logic, 'export function f() {}', true);
test('an arrow', logic, 'export const f = () => 1;', true);
test('a function in a comment', logic, '/** f => g */ export const a = 1; // function', false);

test('files without a test and needless exceptions are found', (t) => {
  const logic = 'const f = () => 1;';
  const files = tree({
    'a/spine.ts': `import './part.ts'; import '../b/far.ts'; import './inner/deep.ts'; ${logic}`,
    'a/part.ts': `import './further.ts'; ${logic}`,
    'a/further.ts': logic,
    'a/inner/deep.ts': logic,
    'b/far.ts': logic,
    'b/types.ts': 'type F = () => 1;',
    'cli/run.ts': logic,
  });
  t.deepEqual(untested(files, new Set(['a/spine.test.ts']), { 'cli/': 'by scenarios', 'b/types.ts': 'no' }), [
    'a/further.ts has no test',
    'b/far.ts has no test',
    'b/types.ts needs no exception',
  ]);
});

test('comments go, texts with slashes stay', (t) =>
  t.is(
    withoutComments(`const a = 'https://x.org'; /* b */ c();\n  // d\n`),
    `const a = 'https://x.org';   c();\n  \n`,
  ));
