/** `translate` and `plan` as users run them: the contract of design section 5. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { parse } from 'yaml';
import { runCommand, type Finished } from '../helpers/command-line.ts';
import { temporaryFolder } from '../unit/manifests/temporary-folder.ts';

const INGRESS = (name: string, host: string, service = 'web'): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop, creationTimestamp: "2026-01-01T00:00:00Z" }
spec:
  ingressClassName: azure-application-gateway
  rules:
    - host: ${host}
      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${service}, port: { number: 80 } } } }] }
---
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80 }] }
---
`;
/** Refused on purpose: the host is an IP. */
const HELD = INGRESS('held', '10.0.0.1');
const GOOD = INGRESS('good', 'good.example.com') + SERVICE;
const BROKEN = 'kind: [\n';

const hosts = (document: string): readonly string[] =>
  [...new Set(document.match(/[a-z]+\.example\.com(?=")/g) ?? [])].sort();

/** No answer: exit 1, nothing on standard output, a reason without a stack on standard error. */
const noAnswer = ({ code, stdout, stderr }: Finished, reason: RegExp): boolean =>
  code === 1 && stdout === '' && reason.test(stderr) && !/\n\s+at /.test(stderr);

test('translate: codes, inputs and their places', async (t) => {
  const { path: cwd } = await temporaryFolder(t, {
    'good.yaml': GOOD,
    'held.yaml': HELD,
    'mixed.yaml': GOOD + BROKEN,
    'empty.yaml': '',
    'folder/deep/a.yaml': INGRESS('a', 'a.example.com'),
    'folder/b.json': JSON.stringify(parse(INGRESS('b', 'b.example.com').replace('---', ''))),
  });
  const translate = (args: readonly string[], stdin = ''): Promise<Finished> =>
    runCommand(['translate', ...args], { cwd, stdin });

  const good = await translate(['-f', 'good.yaml']);
  t.is(good.code, 0);
  t.deepEqual(hosts(good.stdout), ['good.example.com']);

  const held = await translate(['-f', 'good.yaml', 'held.yaml', '--diagnostics', 'json']);
  t.is(held.code, 3);
  t.is(held.stdout, good.stdout, 'a bad object harms no other');
  const lines = held.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const line of lines) {
    t.deepEqual(Object.keys(line).sort(), ['code', 'hint', 'message', 'object', 'severity', 'source']);
  }
  const error = lines.find(({ severity }) => severity === 'error');
  t.deepEqual(error.object, { kind: 'Ingress', namespace: 'shop', name: 'held' });
  t.like(error.source, { file: 'held.yaml' });
  t.deepEqual(Object.keys(error.source).sort(), ['column', 'file', 'line']);

  const mixed = await translate(['-f', 'mixed.yaml']);
  t.is(mixed.code, 3);
  t.is(mixed.stdout, good.stdout, 'a document that does not parse harms no other');
  t.regex(mixed.stderr, /mixed\.yaml:1[0-9]:\d+/);

  const empty = await translate(['-f', 'empty.yaml']);
  t.is(empty.code, 0);
  t.deepEqual(hosts(empty.stdout), []);
  t.is((await translate(['-f', '-'], '')).stdout, empty.stdout);

  const folder = await translate(['-f', 'folder']);
  t.deepEqual(hosts(folder.stdout), ['a.example.com', 'b.example.com']);
  t.is((await translate(['-f', 'good.yaml', 'folder/b.json', '-f', 'folder/deep'])).code, 0);
  const piped = await translate(['-f', '-', 'good.yaml', '-f', 'folder'], INGRESS('c', 'c.example.com'));
  t.deepEqual(
    hosts(piped.stdout),
    ['a', 'b', 'c', 'good'].map((name) => `${name}.example.com`),
  );
});

test('paths start at INIT_CWD, where npm says that the user is', async (t) => {
  const { path } = await temporaryFolder(t, { 'good.yaml': GOOD });
  const options = { cwd: '/', environment: { INIT_CWD: path } };
  t.is((await runCommand(['translate', '-f', 'good.yaml'], options)).code, 0);
});

test('where there is no answer there is a reason, and nothing else', async (t) => {
  const { path: cwd } = await temporaryFolder(t, {
    'good.yaml': GOOD,
    'broken.yaml': BROKEN,
    'gateway.json': '{"properties":{"frontendPorts":5}}',
    'config.yaml': 'instance: NOT GOOD\n',
  });
  for (const [args, reason] of [
    [['translate', '-f', 'absent.yaml'], /absent\.yaml/],
    [['translate', '-f', 'broken.yaml'], /broken\.yaml:\d+:\d+/],
    [['translate'], /--filename/],
    [['translate', '-f', 'good.yaml', '--nonsense'], /--nonsense/],
    [['translate', '-f', 'good.yaml', '-o', 'xml'], /xml/],
    [['translate', '-f', 'good.yaml', '--gateway', 'gateway.json'], /--gateway gateway\.json.*frontendPorts/],
    [['translate', '-f', 'good.yaml', '--config', 'config.yaml'], /--config.*instance/],
    [['plan', '-f', 'good.yaml'], /--gateway/],
    [['plan', '-f', 'good.yaml', '--gateway', '/subscriptions/x'], /\/subscriptions\/x/],
    [['nonsense'], /nonsense/],
  ] as const) {
    const finished = await runCommand(args, { cwd });
    t.true(noAnswer(finished, reason), `${args.join(' ')}: ${JSON.stringify(finished)}`);
  }
});

test('plan: codes, JSON, and what follows from its own output', async (t) => {
  const folder = await temporaryFolder(t, { 'good.yaml': GOOD, 'held.yaml': HELD });
  const { path: cwd } = folder;
  const blank = await runCommand(['translate', '-f', '-'], { cwd });
  await folder.write('blank.json', blank.stdout);
  const plan = (...args: readonly string[]): Promise<Finished> => runCommand(['plan', ...args], { cwd });

  const first = await plan('-f', 'good.yaml', '--gateway', 'blank.json', '-o', 'json');
  t.is(first.code, 2);
  const { changes, put, diagnostics, ...rest } = JSON.parse(first.stdout);
  t.deepEqual(rest, {});
  t.true(Array.isArray(diagnostics));
  for (const change of changes) {
    t.deepEqual(Object.keys(change).sort(), ['action', 'collection', 'fields', 'name', 'owners']);
    t.regex(change.action, /^(?:create|update|delete)$/);
    if (change.action !== 'update') t.deepEqual(change.fields, []);
  }
  t.true(changes.some(({ owners }: { owners: string[] }) => owners.includes('Ingress/shop/good')));

  await folder.write('put.json', JSON.stringify(put));
  const again = await plan('-f', 'good.yaml', '--gateway', 'put.json', '-o', 'json');
  t.is(again.code, 0);
  t.like(JSON.parse(again.stdout), { changes: [], put: null });

  for (const format of ['json', 'yaml'] as const) {
    const translated = await runCommand(['translate', '-f', 'good.yaml', '-o', format], { cwd });
    await folder.write(`translated.${format}`, translated.stdout);
    const unchanged = await plan('-f', 'good.yaml', '--gateway', `translated.${format}`);
    t.is(unchanged.code, 0, format);
    t.regex(unchanged.stdout, /Nothing to change/);
  }
  const held = await plan('-f', 'good.yaml', 'held.yaml', '--gateway', 'blank.json');
  t.is(held.code, 3, '3 beats 2');
  t.regex(held.stdout, /to create/);
  t.false(held.stdout.includes('\u001b'), 'no colour in a pipe');
});

const QUICKSTART = fileURLToPath(new URL('../../examples/quickstart', import.meta.url));
const FORBID_SDKS = fileURLToPath(new URL('../helpers/forbid-sdks.mjs', import.meta.url));

test('a look at files loads no SDK', async (t) => {
  const node = ['--import', FORBID_SDKS];
  const { stderr: said } = await runCommand(['translate', '-f', QUICKSTART], { node });
  t.notRegex(said, /an SDK is loaded/);
  const { code, stderr } = await runCommand(['plan', '-f', QUICKSTART, '--gateway', GATEWAY_ID], { node });
  t.is(code, 70, 'the check itself works: an id needs one');
  t.regex(stderr, /an SDK is loaded/);
});
const GATEWAY_ID =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/applicationGateways/x';

test('private keys are printed only if asked for', async (t) => {
  const { path: cwd, write } = await temporaryFolder(t, {});
  const { createAuthority } = await import('../../src/emulator/authority.ts');
  const issued = await (await createAuthority('test')).issue(['tls.example.com']);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  await write(
    'tls.yaml',
    `${INGRESS('tls', 'tls.example.com').replace('  rules:', '  tls: [{ hosts: [tls.example.com], secretName: c }]\n  rules:')}${SERVICE}apiVersion: v1
kind: Secret
metadata: { name: c, namespace: shop }
type: kubernetes.io/tls
data: { tls.crt: ${base64(issued.certificate)}, tls.key: ${base64(issued.key)} }
`,
  );
  const secretsOf = ({ stdout }: Finished): unknown =>
    JSON.parse(stdout).properties.sslCertificates[0].properties;
  const masked = await runCommand(['translate', '-f', 'tls.yaml'], { cwd });
  t.is(masked.code, 0, masked.stderr);
  t.like(secretsOf(masked), { password: '***' });
  t.regex(masked.stdout, /"data": "sha256:[0-9a-f]{64}"/);
  const open = await runCommand(['translate', '-f', 'tls.yaml', '--secrets', 'include'], { cwd });
  t.notRegex(open.stdout, /sha256:|\*\*\*/);
  await write('live.json', masked.stdout);
  t.is((await runCommand(['plan', '-f', 'tls.yaml', '--gateway', 'live.json'], { cwd })).code, 0);
});

test('a reader that goes, and one that is slow', async (t) => {
  const many = Array.from({ length: 90 }, (_, index) =>
    INGRESS(`i${index}`, `h${index}.example.org`, `s${index}`),
  );
  const { path: cwd } = await temporaryFolder(t, { 'many.yaml': many.join('') });
  const whole = await runCommand(['translate', '-f', 'many.yaml'], { cwd });
  t.is(whole.code, 0);
  t.true(whole.stdout.length > 200_000);
  t.notThrows(() => JSON.parse(whole.stdout));

  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
  const pipe = '"$0" "$1" translate -f many.yaml 2>/dev/null | (sleep 0.5; wc -c)';
  // `npm test` sets INIT_CWD, which relative paths of the command start at.
  const env = { ...process.env, INIT_CWD: cwd };
  const slow = spawn('sh', ['-c', pipe, process.execPath, main], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.is(Number(await text(slow.stdout)), whole.stdout.length);

  const impatient = spawn(process.execPath, [main, 'translate', '-f', 'many.yaml'], {
    cwd,
    env,
    stdio: 'pipe',
  });
  impatient.stdout.destroy();
  const [said, [code]] = await Promise.all([text(impatient.stderr), once(impatient, 'close')]);
  t.is(code, 0);
  t.notRegex(said, /EPIPE|bug/);
});

test('help and version are answers', async (t) => {
  t.like(await runCommand(['--version']), { code: 0, stderr: '' });
  const help = await runCommand(['plan', '--help']);
  t.is(help.code, 0);
  for (const flag of ['--config', '--instance', '--diagnostics', '--gateway', '--filename']) {
    t.true(help.stdout.includes(flag), flag);
  }
});
