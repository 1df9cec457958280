/** The table of directed cases as real requests through `dev`, and what a table cannot say. */
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import { WebSocket } from 'ws';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { makeCertificate, tlsSecret } from '../helpers/certificates.ts';
import { service, slice } from '../helpers/objects.ts';
import { CASES } from './cases.ts';
import { ingresses, requestOf, SURROUNDINGS, type Case } from './cases/case.ts';
import { describeObserved } from './judge.ts';
import { startLab, type Lab } from './lab.ts';

async function answers(t: ExecutionContext, { given, answers }: Case): Promise<void> {
  const lab = await startedLab(t, given);
  const found = await Promise.all(
    Object.keys(answers).map(async (url) => {
      const said = describeObserved(given, await lab.ask(requestOf(url)));
      return [url, answers[url]!.includes(' as ') ? said : said.split(' as ')[0]];
    }),
  );
  t.deepEqual(Object.fromEntries(found), answers);
  t.deepEqual(lab.warnings, []);
}

for (const row of CASES) test(row.says, answers, row);

test('requests go round the ready endpoints of all slices', async (t) => {
  const lab = await startedLab(t, [
    ...ingresses({ one: { rules: { 'a.test': ['/ many'] } } }),
    service({ name: 'many' }),
    slice(['10.1.0.1', '10.1.0.2 notReady', '10.1.0.3'], { service: 'many', name: 'many-1' }),
    slice(['10.1.0.4', '10.1.0.5 terminating'], { service: 'many', name: 'many-2' }),
  ]);
  const pods: string[] = [];
  for (let turn = 0; turn < 6; turn++) pods.push((await lab.ask(requestOf('http://a.test/'))).echo!.pod);
  const seen = Map.groupBy(pods, (pod) => pod);
  t.deepEqual([...seen.keys()].sort(), ['10.1.0.1', '10.1.0.3', '10.1.0.4']);
  t.true([...seen.values()].every((turns) => turns.length === 2));
});

test('the backend is told who asked, how and for which host', async (t) => {
  const rules = { 'a.test': ['/'] };
  const lab = await startedLab(t, [
    ...ingresses({ one: { rules, tls: [['cert', 'a.test']] }, two: { rules: { 'b.test': ['/'] } } }),
    ...SURROUNDINGS,
  ]);
  const sent = { 'X-Forwarded-For': '203.0.113.7' };
  const forwarded = async (url: string): Promise<Record<string, readonly string[]>> =>
    (await lab.ask(requestOf(url), sent)).echo?.headers ?? {};
  const secure = await forwarded('https://a.test/x?y=1');
  const plain = await forwarded('http://b.test/');
  t.deepEqual(secure['X-Forwarded-Proto'], ['https']);
  t.deepEqual(secure['X-Forwarded-Port'], ['443']);
  t.deepEqual(secure['X-Original-Host'], ['a.test']);
  t.deepEqual(secure['X-Original-Url'], ['/x?y=1']);
  t.regex(secure['X-Forwarded-For']?.[0] ?? '', /^203\.0\.113\.7, ?127\.0\.0\.1:\d+$/);
  t.regex(secure['X-Appgw-Trace-Id']?.[0] ?? '', /^[0-9a-f]{32}$/);
  t.deepEqual(plain['X-Forwarded-Proto'], ['http']);
  t.deepEqual(plain['X-Forwarded-Port'], ['80']);
});

test('a WebSocket goes through a path, plain and over TLS', async (t) => {
  const lab = await startedLab(t, [
    ...ingresses({
      one: { rules: { 'a.test': ['/ws api', '/'] } },
      two: { rules: { 'b.test': ['/ws cdn'] }, tls: [['cert', 'b.test']] },
    }),
    ...SURROUNDINGS,
  ]);
  for (const [url, host] of [
    [`ws://${lab.address(80)}/ws/chat`, 'a.test'],
    [`wss://${lab.address(443)}/ws`, 'b.test'],
  ] as const) {
    const socket = new WebSocket(url, { headers: { Host: host }, rejectUnauthorized: false });
    await once(socket, 'open');
    socket.send('hello');
    const [message] = (await once(socket, 'message')) as [Buffer];
    t.is(message.toString(), 'hello');
    socket.close();
    await once(socket, 'close');
  }
});

test('a backend that answers 404 on / stays up', async (t) => {
  const annotations = { 'dev.appgw-ingress.dev/root-status': '404' };
  const lab = await startedLab(t, [
    ...ingresses({ one: { rules: { 'a.test': ['/ rootless'] } } }),
    service({ name: 'rootless', annotations }),
    slice(['10.1.0.1'], { service: 'rootless' }),
  ]);
  const root = await lab.ask(requestOf('http://a.test/'));
  t.is(root.status, 404);
  t.is(root.echo?.service, 'rootless');
  t.is((await lab.ask(requestOf('http://a.test/v1'))).status, 200);
});

test('an unmatched host gets the page of the gateway, an unmatched path that of the default backend', async (t) => {
  const lab = await startedLab(t, [
    ...ingresses({ one: { rules: { 'a.test': ['/ghost ghost', '/web'] } } }),
    ...SURROUNDINGS,
  ]);
  const [host, path, missing] = await Promise.all(
    ['http://b.test/', 'http://a.test/', 'http://a.test/ghost'].map((url) => lab.ask(requestOf(url))),
  );
  t.is(host!.status, 404);
  t.regex(host!.body, /<h1>404 Not Found<\/h1>[^]*Microsoft-Azure-Application-Gateway\/v2/);
  t.is(path!.status, 404);
  t.regex(path!.body, /no path of this host/);
  t.is(missing!.status, 502);
  t.regex(missing!.body, /<h1>502 Bad Gateway<\/h1>[^]*Microsoft-Azure-Application-Gateway\/v2/);
});

test('a port in Host is ignored', async (t) => {
  const lab = await startedLab(t, [
    ...ingresses({
      one: { rules: { 'a.test': ['/'] } },
      two: { rules: { 'b.test': ['/'] }, tls: [['cert', 'b.test']] },
      three: { rules: { '*.test': ['/'] }, tls: [['wild', '*.test']] },
    }),
    ...SURROUNDINGS,
  ]);
  t.is((await lab.ask(requestOf('http://a.test:8080/'))).echo?.service, 'web');
  t.is((await lab.ask(requestOf('http://b.test:8080/x'))).headers.location, 'https://b.test/x');
  t.is((await lab.ask(requestOf('http://c.test:8080/x'))).headers.location, 'https://c.test/x');
});

test('a refused backend is left out', async (t) => {
  const lab = await startedLab(t, [
    ...ingresses({ one: { rules: { 'a.test': ['/out out', '/'], 'b.test': ['/out out'] } } }),
    service({ name: 'out', type: 'ExternalName', externalName: 'example.com' }),
    ...SURROUNDINGS,
  ]);
  t.is((await lab.ask(requestOf('http://a.test/out'))).echo?.service, 'web');
  t.is((await lab.ask(requestOf('http://b.test/out'))).status, 404);
});

test('a renewed certificate is shown; the last good one stays when the Secret is spoilt or gone', async (t) => {
  const one = ingresses({ one: { rules: { 'a.test': ['/'] }, tls: [['site', 'a.test']] } });
  const [first, second] = [1, 2].map((serial) => makeCertificate({ hosts: ['a.test'], serial }));
  const secrets = [first!, second!].map((certificate) => tlsSecret('shop', 'site', certificate));
  const spoilt = tlsSecret('shop', 'site', { chainPem: first!.chainPem, keyPem: second!.keyPem });
  const lab = await startedLab(t, [...one, ...SURROUNDINGS, secrets[0]!]);
  const shown = async (): Promise<string | null> => (await lab.ask(requestOf('https://a.test/'))).fingerprint;
  const fingerprints = [first!, second!].map(({ certPem }) => new X509Certificate(certPem).fingerprint256);
  t.is(await shown(), fingerprints[0]!);
  for (const secret of [secrets[1]!, spoilt, null]) {
    await lab.apply([...one, ...SURROUNDINGS, ...(secret ? [secret] : [])]);
    t.is(await shown(), fingerprints[1]!);
  }
});

test('when the last Ingress goes, nothing of it is answered', async (t) => {
  const lab = await startedLab(t, [
    ...ingresses({ one: { rules: { 'a.test': ['/'] }, tls: [['cert', 'a.test']] } }),
    ...SURROUNDINGS,
  ]);
  t.is((await lab.ask(requestOf('https://a.test/'))).status, 200);
  await lab.apply(SURROUNDINGS);
  t.is((await lab.ask(requestOf('https://a.test/'))).status, 0);
  t.true([0, 404].includes((await lab.ask(requestOf('http://a.test/'))).status));
});

async function startedLab(t: ExecutionContext, objects: readonly ClusterObject[]): Promise<Lab> {
  const lab = await startLab(objects);
  t.teardown(lab.close);
  return lab;
}
