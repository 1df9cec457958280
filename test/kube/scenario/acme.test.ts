/**
 * ACME orders by HTTP-01 as cert-manager runs them, for a host whose Secret is awaited and for one that is renewed
 * while it redirects to HTTPS. Nobody helps: no annotation, no `ssl-redirect: "false"`.
 *
 * The fewest PUTs of an order are two, one with the solver and one with the certificate. A third is ours to spend: the
 * solver's Ingress comes before its Pod is ready, and nobody can know whether that will take one second or a minute.
 */
import type { ExecutionContext } from 'ava';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Ingress, PathType } from '../../../src/cluster/objects.ts';
import {
  makeAuthority,
  makeCertificate,
  tlsSecret,
  type TestCertificate,
} from '../../helpers/certificates.ts';
import { send } from '../../helpers/data-plane.ts';
import { ingress, path, service, slice } from '../../helpers/objects.ts';
import { pod } from '../../helpers/pods.ts';
import { fastClock } from './fast-clock.ts';
import { eventually, idle, type Lab } from './lab.ts';
import { scenario } from './scenario.ts';

const FEWEST = 2;
const ALLOWED = FEWEST + 1;
/** So long, s, that no order would be through within our patience if it had to wait for it. */
const WRITE_INTERVAL = 60;
/** From the start of a solver's Pod until it is ready, s. */
const POD_STARTS = 2;
/** From the answer to the challenge until the certificate is there, s. */
const CA_TAKES = 1;
const SOLVER = 'cm-acme-http-solver';
const SOLVER_PORT = 8089;

interface Seen {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

/** Fails where the certificate that is shown is of none of the trusted CAs. */
async function visit({ azure }: Lab, url: string, trusted: readonly TestCertificate[] = []): Promise<Seen> {
  const { protocol, hostname, pathname } = new URL(url);
  const isSecure = protocol === 'https:';
  const to = azure.address(isSecure ? 443 : 80);
  if (to === null) throw new Error(`nothing listens for ${url}`);
  const ca = trusted.map(({ certPem }) => certPem);
  const { status, headers, body } = await send(to, pathname, {
    headers: { Host: hostname },
    ...(isSecure && { sni: hostname, tls: { ca, rejectUnauthorized: true } }),
  });
  return { status, location: headers.location, body };
}

interface Visits {
  /** Ends them: how many there were, and those that were not answered as they should. */
  readonly end: () => Promise<{ readonly sent: number; readonly failed: readonly unknown[] }>;
}

/** One after the other without a pause. */
function keepVisiting(
  t: ExecutionContext,
  look: () => Promise<Seen>,
  isGood: (seen: Seen) => boolean,
): Visits {
  const failed: unknown[] = [];
  const ending = new AbortController();
  let sent = 0;
  const visits = (async () => {
    for (; !ending.signal.aborted; sent += 1) {
      const seen = await look().catch(String);
      if (typeof seen === 'string' || !isGood(seen)) failed.push(seen);
    }
  })();
  const end = async () => {
    ending.abort();
    await visits;
    return { sent, failed };
  };
  t.teardown(end);
  return { end };
}

/** As cert-manager's: it answers one path of one host, and 404 to all else, the gateway's probe included. */
async function startSolver(t: ExecutionContext, host: string, token: string, key: string) {
  const server = createServer((request, response) => {
    const isAsked = request.headers.host === host && request.url === token;
    response.writeHead(isAsked ? 200 : 404).end(isAsked ? key : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

interface Order {
  readonly host: string;
  readonly address: string;
  /** Brings the way to the solver, and takes it away. */
  readonly present: (path: string) => Promise<void>;
  readonly cleanUp: () => Promise<void>;
  /** Brings the Secret. */
  readonly store: () => Promise<void>;
}

/** Present, ask oneself until it works, let the CA ask, clean up, store. */
async function fulfil(
  t: ExecutionContext,
  lab: Lab,
  { host, address, present, cleanUp, store }: Order,
): Promise<void> {
  const token = `/.well-known/acme-challenge/token-of-${host}`;
  const key = `token-of-${host}.thumbprint`;
  lab.azure.answerAt(address, SOLVER_PORT, await startSolver(t, host, token, key));
  const solver = pod({ name: SOLVER, ip: address, labels: { app: SOLVER } });
  const door = service({ name: SOLVER, type: 'NodePort', ports: [{ port: 8089, targetPort: 8089 }] });
  const endpoints = (state: string) => slice([`${address} ${state}`], { service: SOLVER, port: SOLVER_PORT });
  await lab.create(solver, door, endpoints('notReady'));
  await present(token);
  await idle(POD_STARTS);
  await lab.patch(endpoints('ready'), { endpoints: endpoints('ready').endpoints });

  const from = fastClock.now();
  const answer = await eventually(
    `the challenge of ${host}`,
    () => visit(lab, `http://${host}${token}`),
    ({ status }) => status === 200,
  );
  t.is(answer.body, key);
  t.true(fastClock.now() - from < 500 * WRITE_INTERVAL, 'it did not wait for the interval');
  t.like(await visit(lab, `http://${host}${token}`), { status: 200, body: key }, 'the CA');
  await cleanUp();
  for (const object of [endpoints('ready'), door, solver]) await lab.remove(object);
  await idle(CA_TAKES);
  await store();
}

const CA = makeAuthority('the CA of the orders');
const FORMER_CA = makeAuthority('the CA before');
const issued = {
  first: makeCertificate({ hosts: ['a.com'], issuer: CA }),
  former: makeCertificate({ hosts: ['b.com'], issuer: FORMER_CA }),
  renewed: makeCertificate({ hosts: ['b.com'], issuer: CA }),
};
const secretOf = (host: string, certificate: TestCertificate) =>
  tlsSecret('shop', `${host}-tls`, certificate);
const site = (host: string): Ingress =>
  ingress({ name: host, rules: { [host]: ['/'] }, tls: [[`${host}-tls`, host]] });

type Presenting = (lab: Lab, host: string) => Pick<Order, 'present' | 'cleanUp'>;

/** `ingressClassName` of the Issuer: an Ingress of its own, with the annotation that cert-manager gives it for nginx. */
const byOwnIngress =
  (pathType: PathType): Presenting =>
  (lab, host) => {
    const annotations = { 'nginx.ingress.kubernetes.io/whitelist-source-range': '0.0.0.0/0,::/0' };
    const mark = pathType === 'Exact' ? '=' : '~';
    const own = (token: string) =>
      ingress({ name: SOLVER, annotations, rules: { [host]: [`${mark}${token} ${SOLVER}:${SOLVER_PORT}`] } });
    return { present: (token) => lab.create(own(token)), cleanUp: () => lab.remove(own('/')) };
  };

/** `name` of the Issuer, or `acme.cert-manager.io/http01-edit-in-place` on the Ingress. */
const byEdit: Presenting = (lab, host) => {
  const withPaths = (...paths: readonly string[]) =>
    lab.patch(site(host), { spec: { rules: [{ host, http: { paths: paths.map(path) } }] } });
  return {
    present: (token) => withPaths(`=${token} ${SOLVER}:${SOLVER_PORT}`, '/'),
    cleanUp: () => withPaths('/'),
  };
};

const WAYS: readonly (readonly [string, Presenting])[] = [
  ['an Ingress of its own with an Exact path', byOwnIngress('Exact')],
  ['one with an ImplementationSpecific path, as before 1.18', byOwnIngress('ImplementationSpecific')],
  ['an edit of the Ingress in place', byEdit],
];

for (const [way, presenting] of WAYS) {
  const title = `ACME by ${way}: a first certificate and a renewal, unattended`;
  scenario(title, (t, lab) => tell(t, lab, presenting), { waits: true });
}

async function tell(t: ExecutionContext, lab: Lab, presenting: Presenting): Promise<void> {
  const shows = (host: string, by: TestCertificate) =>
    eventually(
      `the certificate of ${host}`,
      () => visit(lab, `https://${host}/`, [by]).catch(String),
      (seen) => typeof seen !== 'string' && seen.status === 200,
    );
  const redirects = async (host: string) =>
    t.like(await visit(lab, `http://${host}/x`), { status: 301, location: `https://${host}/x` });
  const putsOf = async (order: () => Promise<unknown>): Promise<number> => {
    const before = lab.azure.puts().length;
    await order();
    t.notRegex(JSON.stringify(lab.azure.document()), new RegExp(SOLVER), 'nothing of the solver stays');
    return lab.azure.puts().length - before;
  };
  await lab.create(
    secretOf('b.com', issued.former),
    site('b.com'),
    site('a.com'),
    ingress({ name: 'other', rules: { 'o.com': ['/'] } }),
  );
  await lab.start('one', ['--write-interval', String(WRITE_INTERVAL)]);
  await shows('b.com', FORMER_CA);
  await redirects('b.com');
  t.is(await lab.ask('a.com'), 404, 'no plain HTTP while the Secret is awaited');

  const visits = [
    keepVisiting(
      t,
      () => visit(lab, 'https://b.com/', [FORMER_CA, CA]),
      ({ status }) => status === 200,
    ),
    keepVisiting(
      t,
      () => visit(lab, 'http://b.com/x'),
      ({ location }) => location === 'https://b.com/x',
    ),
    keepVisiting(
      t,
      () => visit(lab, 'http://o.com/'),
      ({ status }) => status === 200,
    ),
  ];

  const first = await putsOf(async () => {
    const store = () => lab.create(secretOf('a.com', issued.first));
    await fulfil(t, lab, { host: 'a.com', address: '10.0.9.1', store, ...presenting(lab, 'a.com') });
    await shows('a.com', CA);
    await redirects('a.com');
  });
  const renewal = await putsOf(async () => {
    const { data } = secretOf('b.com', issued.renewed);
    const store = () => lab.patch(secretOf('b.com', issued.former), { data });
    await fulfil(t, lab, { host: 'b.com', address: '10.0.9.2', store, ...presenting(lab, 'b.com') });
    await shows('b.com', CA);
    await redirects('b.com');
  });
  t.true(first >= FEWEST && first <= ALLOWED, `${first} PUTs for a first certificate`);
  t.true(renewal >= FEWEST && renewal <= ALLOWED, `${renewal} PUTs for a renewal`);

  for (const { sent, failed } of await Promise.all(visits.map(({ end }) => end()))) {
    t.deepEqual(failed, []);
    t.true(sent > 20);
  }
  t.deepEqual([...new Set(lab.hosts())], ['a.com', 'b.com', 'o.com']);
}
