/** The tables of annotations as real requests through `dev`, and what a table cannot say. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { annotated, annotatedRequest, AUTHORITIES, type AnnotatedCase } from './cases/annotated.ts';
import { SURROUNDINGS } from './cases/case.ts';
import { CLIENT_TLS_CASES } from './cases/client-tls.ts';
import { FRONTEND_CASES } from './cases/frontends.ts';
import { REDIRECT_CASES } from './cases/redirects.ts';
import { describeObserved } from './judge.ts';
import { startLab, type Lab } from './lab.ts';

/** What is asked by name, without the certificate that was shown. */
async function heard(lab: Lab, ask: string): Promise<string> {
  const observed = await lab.ask(annotatedRequest(ask)).catch(() => null);
  return observed ? describeObserved([], observed).split(' as ')[0]! : 'no handshake';
}

async function answers(t: ExecutionContext, { given, gateway, answers }: AnnotatedCase): Promise<void> {
  const lab = await startLab(given, gateway);
  t.teardown(lab.close);
  const found = await Promise.all(
    Object.keys(answers).map(async (ask) => [ask, await heard(lab, ask)] as const),
  );
  t.deepEqual(Object.fromEntries(found), answers);
}

for (const row of [...REDIRECT_CASES, ...FRONTEND_CASES, ...CLIENT_TLS_CASES]) test(row.says, answers, row);

test('pages of the host stand for the errors of the gateway, and for none of a backend', async (t) => {
  const pages = createServer((_, response) => response.end('<h1>back soon</h1>')).listen(0, '127.0.0.1');
  await once(pages, 'listening');
  t.teardown(() => pages.close());
  const { port } = pages.address() as AddressInfo;
  const says = { 'custom-error-pages': `502=http://127.0.0.1:${port}/502.html` };
  const lab = await startLab([
    ...annotated({
      one: { rules: { 'a.test': ['/gone ghost', '/'] }, says },
      two: { rules: { 'b.test': ['/gone ghost'] } },
    }),
    ...SURROUNDINGS,
  ]);
  t.teardown(lab.close);
  const [own, others, served] = await Promise.all(
    ['http://a.test/gone', 'http://b.test/gone', 'http://a.test/'].map((url) =>
      lab.ask(annotatedRequest(url)),
    ),
  );
  t.deepEqual([own!.status, own!.body], [502, '<h1>back soon</h1>']);
  t.is(others!.status, 502);
  t.notRegex(others!.body, /back soon/);
  t.is(served!.echo?.service, 'web');
});

const partners = {
  kind: 'ConfigMap',
  metadata: { namespace: 'shop', name: 'partners' },
  data: { 'ca.crt': AUTHORITIES.partner.certPem },
} as const;

const HELD: readonly {
  readonly annotation: string;
  readonly good: string;
  readonly bad: string;
  readonly stays: { readonly [ask: string]: string };
}[] = [
  {
    annotation: 'client-ca',
    good: 'configmap/partners',
    bad: 'partners',
    stays: { 'https://a.test/': '400', 'https://a.test/ as partner': 'shop/web' },
  },
  {
    annotation: 'tls-min-version',
    good: 'TLSv1_3',
    bad: 'TLSv1_1',
    stays: { 'https://a.test/': 'shop/web', 'https://a.test/ up to TLSv1.2': 'no handshake' },
  },
  {
    annotation: 'use-private-ip',
    good: 'true',
    bad: 'yes',
    stays: { 'https://a.test/': 'refused', 'https://a.test/ on private': 'shop/web' },
  },
];

for (const { annotation, good, bad, stays } of HELD) {
  test(`while ${annotation} cannot be read, what was served stays, and others go on`, async (t) => {
    const objects = (value: string, others: Parameters<typeof annotated>[0] = {}) => [
      ...annotated({
        one: { rules: { 'a.test': ['/'] }, tls: [['cert', 'a.test']], says: { [annotation]: value } },
        ...others,
      }),
      ...SURROUNDINGS,
      partners,
    ];
    const lab = await startLab(objects(good));
    t.teardown(lab.close);
    const asks = Object.keys(stays);
    const all = async () =>
      Object.fromEntries(await Promise.all(asks.map(async (ask) => [ask, await heard(lab, ask)] as const)));
    t.deepEqual(await all(), stays);
    await lab.apply(objects(bad, { two: { rules: { 'b.test': ['/ api'] } } }));
    t.deepEqual(lab.said(), ['ANNOTATION_UNREADABLE Ingress/shop/one']);
    t.deepEqual(await all(), stays);
    t.is(await heard(lab, 'http://b.test/'), 'shop/api');
  });
}
