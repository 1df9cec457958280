/** The webhooks of two replicas, asked as an API server asks them: whom the configurations say, over HTTPS. */
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import { parseAllDocuments } from 'yaml';
import { readinessGateOf } from '../../../src/api/readiness-gate.ts';
import { CASES } from '../../helm/cases.ts';
import { ingress } from '../../helpers/objects.ts';
import type { KubeInput } from '../api-server/contracts.ts';
import { listAt, mapAt, textAt } from '../api-server/objects.ts';
import { INSTANCE } from './controller.ts';
import { eventually, type Lab } from './lab.ts';
import { toKube, WEB } from './objects.ts';
import { scenario } from './scenario.ts';

const CHART = parseAllDocuments(readFileSync(CASES.find(({ name }) => name === 'webhooks')!.out, 'utf8')).map(
  (document) => document.toJS() as KubeInput & { readonly roleRef?: { readonly name: string } },
);
const named = (kind: string): KubeInput => CHART.find((object) => object.kind === kind)!;
const SECRET = named('Secret');
const CONFIGURATIONS = [named('MutatingWebhookConfiguration'), named('ValidatingWebhookConfiguration')];
const SERVICE = textAt(SECRET.metadata, 'name');
const CONFIGURATION = textAt(CONFIGURATIONS[0]!.metadata, 'name');

/** What the chart makes where webhooks are on, beside what every scenario has. */
const install = ({ api }: Lab): Promise<void> => {
  const more = (name: string): string => `with-webhooks.${name}`;
  const rights = CHART.filter(({ kind }) => /Role(Binding)?$/.test(kind)).map((object) => ({
    ...object,
    metadata: { ...object.metadata, name: more(textAt(object.metadata, 'name')) },
    ...(object.roleRef && { roleRef: { ...object.roleRef, name: more(object.roleRef.name) } }),
  }));
  return api.load([SECRET, ...CONFIGURATIONS, ...rights]);
};

/** One that is free now. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function start(lab: Lab, name: string) {
  const port = await freePort();
  const certificate = { mode: 'self', secret: SERVICE, service: SERVICE, configuration: CONFIGURATION };
  const settings = { enabled: true, port, certificate, validate: 'enforce', preStop: { enabled: true } };
  const flags = ['--webhook', JSON.stringify(settings), '--readiness-gate', '{"enabled": true}'];
  return { port, controller: await lab.start(name, flags) };
}

/** Whom the API server trusts; empty: nobody yet. */
const authorities = async ({ api }: Lab): Promise<readonly string[]> => {
  const found = await Promise.all(CONFIGURATIONS.map((object) => api.admin.get(object)));
  return found.map((object) => textAt(mapAt(listAt(object, 'webhooks')[0], 'clientConfig'), 'caBundle'));
};

const secretData = async ({ api }: Lab) => mapAt(await api.admin.get(SECRET), 'data');

/** Of those that the chart grants by name for the certificate. */
const unusedRights = ({ api: { requests } }: Lab): readonly string[] => {
  if (!requests) return [];
  const rights = [
    ['get', 'secrets', SERVICE],
    ['patch', 'secrets', SERVICE],
    ['patch', 'mutatingwebhookconfigurations.admissionregistration.k8s.io', CONFIGURATION],
    ['patch', 'validatingwebhookconfigurations.admissionregistration.k8s.io', CONFIGURATION],
  ];
  const used = new Set(
    requests.entries
      .filter(({ status, user }) => status === 200 && user.startsWith('system:serviceaccount:'))
      .map(({ verb, resource, name }) => [verb, resource, name].join(' ')),
  );
  return rights.map((right) => right.join(' ')).filter((right) => !used.has(right));
};

interface Response {
  readonly allowed: boolean;
  readonly patch?: string;
  readonly status?: { readonly message: string };
}

async function ask(lab: Lab, port: number, path: string, object: object): Promise<Response> {
  const [bundle = ''] = await authorities(lab);
  const review = { request: { uid: 'u', operation: 'CREATE', namespace: 'shop', name: 'new', object } };
  const options = {
    method: 'POST',
    host: '127.0.0.1',
    port,
    path,
    ca: Buffer.from(bundle, 'base64').toString(),
    servername: `${SERVICE}.ingress.svc`,
    headers: { 'content-type': 'application/json' },
    agent: false,
  };
  return new Promise((resolve, reject) => {
    request(options, (response) => {
      let text = '';
      response.on('data', (part) => (text += part));
      response.on('end', () => resolve((JSON.parse(text) as { readonly response: Response }).response));
    })
      .on('error', reject)
      .end(JSON.stringify(review));
  });
}

async function answers(t: ExecutionContext, lab: Lab, port: number): Promise<void> {
  const pod = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web' }] } };
  const reply = await eventually('an answer', () => ask(lab, port, '/pods', pod).catch(() => null));
  const patch = JSON.parse(Buffer.from(reply!.patch ?? '', 'base64').toString()) as readonly object[];
  t.like(patch, [
    { op: 'add', path: '/spec/readinessGates', value: [{ conditionType: readinessGateOf(INSTANCE) }] },
    { op: 'add', path: '/spec/containers/0/lifecycle' },
  ]);
  t.deepEqual(await ask(lab, port, '/pods', { ...pod, metadata: { labels: {} } }), {
    uid: 'u',
    allowed: true,
  });
  const wrong = ingress({ name: 'new', rules: { 'b.com': ['/'] }, sslRedirect: 'maybe' });
  const refusal = await ask(lab, port, '/ingresses', toKube(wrong));
  t.false(refusal.allowed);
  t.regex(refusal.status?.message ?? '', /ANNOTATION_INVALID/);
  t.true((await ask(lab, port, '/ingresses', toKube(WEB))).allowed);
}

scenario('every replica answers, with the certificate that the leader made', async (t, lab) => {
  await install(lab);
  await lab.create(WEB);
  const first = await start(lab, 'one');
  await eventually(
    'both configurations told',
    () => authorities(lab),
    (found) => found.every((bundle) => bundle !== ''),
  );
  await answers(t, lab, first.port);
  const second = await start(lab, 'two');
  await answers(t, lab, second.port);
  const kept = await secretData(lab);
  await eventually('the measured time', async () => 'drainSeconds' in (await secretData(lab)));
  t.deepEqual(unusedRights(lab), []);
  await first.controller.stop();
  await t.throwsAsync(ask(lab, first.port, '/pods', {}), { code: 'ECONNREFUSED' });
  await answers(t, lab, second.port);
  t.is((await secretData(lab))['tls.crt'], kept['tls.crt']);
});
