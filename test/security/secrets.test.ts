/**
 * The body of a PUT is the only place where a private key appears. A controller runs through a refusal that quotes the
 * whole body, with its log at its most talkative; everything that it says anywhere is searched for what nobody may see.
 */
import test, { type ExecutionContext } from 'ava';
import { runCli } from '../../src/cli/program.ts';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { makeCertificate, tlsSecret } from '../helpers/certificates.ts';
import { isFree } from '../helpers/free-offset.ts';
import { ingress, ingressClass, service, slice } from '../helpers/objects.ts';
import { BLANK } from '../helpers/pipeline.ts';
import { silentIo } from '../helpers/silent-io.ts';
import { startApiServer } from '../kube/api-server/api-server.ts';
import { runWords } from '../kube/scenario/controller.ts';
import { fastClock } from '../kube/scenario/fast-clock.ts';
import { eventually, startLab } from '../kube/scenario/lab.ts';
import { toKube } from '../kube/scenario/objects.ts';
import { temporaryFolder } from '../unit/manifests/temporary-folder.ts';

const CERTIFICATE = makeCertificate({ hosts: ['a.com'] });
const SECRET = tlsSecret('shop', 'cert', CERTIFICATE);
const OPAQUE = {
  kind: 'Secret',
  metadata: { namespace: 'shop', name: 'ca' },
  data: { 'ca.crt': Buffer.from('canary-of-an-opaque-secret').toString('base64') },
} as ClusterObject;
const CLIENT_SECRET = 'canary-client-secret-0123456789';
const SAYS = 'appgw.ingress.kubernetes.io/';
const WEB = ingress({ name: 'web', rules: { 'a.com': ['/'] }, tls: [['cert', 'a.com']] });
const WITH_CA = ingress({
  name: 'ca',
  rules: { 'b.com': ['/'] },
  annotations: { [`${SAYS}backend-ca`]: 'secret/ca', [`${SAYS}backend-protocol`]: 'https' },
});

const KEY_TEXT = CERTIFICATE.keyPem.replaceAll(/-----[^-]+-----|\s/g, '');

/** As it is, in base64 at each of its three phases, in hex, and as part of a URL. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const phases = [0, 1, 2].map((skip) =>
    bytes.subarray(skip, skip + 3 * Math.floor((bytes.length - skip) / 3)),
  );
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('hex'),
    ...phases.map((part) => part.toString('base64')),
  ];
}

const CANARIES: Readonly<Record<string, string>> = {
  'the private key': KEY_TEXT.slice(20, 50),
  'an opaque Secret': 'canary-of-an-opaque-secret',
  'the client secret': CLIENT_SECRET,
};

function isSilent(t: ExecutionContext, said: string, canaries = CANARIES): void {
  for (const [what, secret] of Object.entries(canaries))
    for (const form of formsOf(secret)) t.false(said.includes(form), `${what} as ${form}`);
  // The DER of the key, however its text is cut into lines.
  t.false(said.includes(Buffer.from(KEY_TEXT, 'base64').subarray(10, 40).toString('hex')));
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 50_000);
    if (await isFree(port)) return port;
  }
}

test('the search finds what it is to find', (t) => {
  for (const form of formsOf('canary+1')) t.true(formsOf('canary+1').join(' ').includes(form));
  t.true(
    Buffer.from(`x${CERTIFICATE.keyPem}`)
      .toString('latin1')
      .replaceAll(/\s/g, '')
      .includes(CANARIES['the private key']!),
  );
});

test('a controller says nothing, wherever it is listened to', async (t) => {
  const api = await startApiServer({ clock: fastClock });
  t.teardown(() => api.close());
  const lab = await startLab(t, api);
  await lab.create(SECRET, OPAQUE, WEB);
  const port = String(await freePort());
  const options = await lab.optionsOf('one', ['--log-level', 'debug', '--debug-port', port]);
  const said: string[] = [];
  const output = { write: (text: string) => void said.push(text), color: false, interactive: false };
  const stopping = new AbortController();
  t.teardown(() => stopping.abort());
  const io = silentIo({
    stdout: output,
    stderr: output,
    logs: output,
    clock: fastClock,
    environment: { POD_NAME: 'one', AZURE_CLIENT_SECRET: CLIENT_SECRET },
    stopSignal: () => stopping.signal,
  });
  const ended = runCli(['run', ...(await runWords(options, new URL(api.url).port))], io);
  await eventually('a.com', () => lab.hosts().includes('a.com'));
  const body = JSON.stringify(lab.azure.puts().at(-1));
  const [, password = ''] = /"password":"([^"]+)"/.exec(body) ?? [];
  const [, data = ''] = /"data":"([^"]+)"/.exec(body) ?? [];
  t.true(password.length > 20 && data.length > 400, 'the body is where they are');

  const answer = {
    status: 400,
    headers: {},
    body: { error: { code: 'InvalidRequestFormat', message: `Refused: ${body}` } },
  };
  const refusal = lab.azure.inject('put', { kind: 'answer', answer });
  await lab.create(WITH_CA, ingress({ name: 'later', rules: { 'c.com': ['/'] } }));
  await eventually('refusals', () => refusal.hits >= 2);
  for (const path of ['plan', 'plan.json', 'snapshot'])
    said.push(await (await fetch(`http://127.0.0.1:${port}/debug/${path}`)).text());
  refusal.lift();
  await eventually('c.com', () => lab.hosts().includes('c.com'));
  for (const [apiVersion, kind] of [
    ['events.k8s.io/v1', 'Event'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['coordination.k8s.io/v1', 'Lease'],
    ['v1', 'ConfigMap'],
    ['appgw-ingress.dev/v1alpha1', 'ApplicationGateway'],
  ] as const)
    said.push(JSON.stringify(await api.admin.list({ apiVersion, kind })));
  stopping.abort();
  t.is(await ended, 0);

  const all = said.join('\n');
  t.regex(all, /Refused: /, 'the refusal itself was told');
  isSilent(t, all, {
    ...CANARIES,
    'the password of a PFX': password,
    'a PFX': data.slice(100, 160),
    'the token of the account': options.token.slice(-40),
  });
});

for (const words of [
  ['translate', '-o', 'json'],
  ['translate', '-o', 'yaml'],
  ['plan'],
  ['plan', '-o', 'json'],
])
  test(`${words.join(' ')} says nothing`, async (t) => {
    const objects = [ingressClass(), service(), slice(['10.0.0.1']), SECRET, OPAQUE, WEB, WITH_CA].map(
      toKube,
    );
    const folder = await temporaryFolder(t, {
      'all.json': JSON.stringify({ kind: 'List', apiVersion: 'v1', items: objects }),
      'gateway.json': JSON.stringify(BLANK),
    });
    const said: string[] = [];
    const output = { write: (text: string) => void said.push(text), color: false, interactive: false };
    const io = silentIo({ stdout: output, stderr: output, cwd: folder.path });
    const code = await runCli(
      [...words, '-f', 'all.json', ...(words[0] === 'plan' ? ['--gateway', 'gateway.json'] : [])],
      io,
    );
    t.true([0, 2, 3].includes(code), said.join(''));
    t.regex(said.join(''), /a\.com|a-com/);
    isSilent(t, said.join(''));
  });
