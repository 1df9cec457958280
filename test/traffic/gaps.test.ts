/** One test for each gap of docs/gateway-gaps.md: Kubernetes says one thing, the gateway does another and is told. */
import { readFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import { service, slice } from '../helpers/objects.ts';
import { ingresses, requestOf, SURROUNDINGS } from './cases/case.ts';
import { describeExpected, judge } from './judge.ts';
import { startLab } from './lab.ts';
import { expected } from './oracle.ts';
import { GAPS, GATEWAY, without, type Gap } from './oracle/gaps.ts';

interface Shown {
  readonly ingresses: Parameters<typeof ingresses>[0];
  readonly others?: readonly ClusterObject[];
  readonly asks: string;
  readonly kubernetes: string;
  readonly gateway: string;
  /** The diagnostic that says so; null: there is none. */
  readonly code: string | null;
}

const SHOWN: { readonly [gap in Gap]: readonly Shown[] } = {
  pathsWithoutCase: [
    {
      ingresses: { one: { rules: { 'a.test': ['/Foo'] } } },
      asks: 'http://a.test/foo',
      kubernetes: '404',
      gateway: 'shop/web',
      code: 'PATH_CASE_INSENSITIVE Ingress/shop/one',
    },
    {
      ingresses: { one: { rules: { 'a.test': ['/foo'] } }, two: { rules: { 'a.test': ['/Foo api'] } } },
      asks: 'http://a.test/Foo/x',
      kubernetes: 'shop/api',
      gateway: 'shop/web',
      code: 'PATH_CASE_CONFLICT Ingress/shop/two',
    },
  ],
  pathsDecoded: [
    {
      ingresses: { one: { rules: { 'a.test': ['=/a%2Fb', '/ api'] } } },
      asks: 'http://a.test/a%2Fb',
      kubernetes: 'shop/web',
      gateway: 'shop/api',
      code: 'PATH_ENCODED Ingress/shop/one',
    },
  ],
  wildcardSpansLabels: [
    {
      ingresses: { one: { rules: { '*.a.test': ['/'] } } },
      asks: 'http://c.b.a.test/',
      kubernetes: '404',
      gateway: 'shop/web',
      code: 'WILDCARD_SPANS_LABELS Ingress/shop/one',
    },
  ],
  exactRootWidened: [
    {
      ingresses: { one: { rules: { 'a.test': ['=/', '/foo api'] } } },
      asks: 'http://a.test/bar',
      kubernetes: '404',
      gateway: 'shop/web',
      code: 'EXACT_ROOT_WIDENED Ingress/shop/one',
    },
  ],
  exactRootRefused: [
    {
      ingresses: { one: { rules: { 'a.test': ['/'] } }, two: { rules: { 'a.test': ['=/ api'] } } },
      asks: 'http://a.test/',
      kubernetes: 'shop/api',
      gateway: 'shop/web',
      code: 'EXACT_ROOT_REFUSED Ingress/shop/two',
    },
    {
      ingresses: { one: { rules: { 'a.test': ['=/ api'] }, defaultBackend: 'old' } },
      asks: 'http://a.test/',
      kubernetes: 'shop/api',
      gateway: 'shop/old',
      code: 'EXACT_ROOT_REFUSED Ingress/shop/one',
    },
  ],
  starOnlyAtTheEnd: [
    {
      ingresses: { one: { rules: { 'a.test': ['/a*b', '/ api'] } } },
      asks: 'http://a.test/a*b/c',
      kubernetes: 'shop/web',
      gateway: 'shop/api',
      code: 'PATH_NOT_EXPRESSIBLE Ingress/shop/one',
    },
    {
      ingresses: { one: { rules: { 'a.test': ['=/a*'] } }, two: { rules: { 'a.test': ['/b'] } } },
      asks: 'http://a.test/a*',
      kubernetes: 'shop/web',
      gateway: '404',
      code: 'PATH_NOT_EXPRESSIBLE Ingress/shop/one',
    },
  ],
  httpsFallsToHostless: [
    {
      ingresses: { one: { rules: { '': ['/'] }, tls: [['cert']] }, two: { rules: { 'a.test': ['/ api'] } } },
      asks: 'https://a.test/',
      kubernetes: '404',
      gateway: 'shop/web as shop/cert',
      code: 'HTTPS_ANSWERED_BY_HOSTLESS Ingress/shop/two',
    },
  ],
  onePortPerBackend: [
    {
      ingresses: { one: { rules: { 'a.test': ['/ mixed'] } } },
      others: [
        service({ name: 'mixed', ports: [{ port: 80, targetPort: 'web' }] }),
        slice(['10.1.0.1'], { service: 'mixed', name: 'mixed-1', port: 9090 }),
        slice(['10.1.0.2'], { service: 'mixed', name: 'mixed-2', port: 8080 }),
      ],
      asks: 'http://a.test/',
      kubernetes: 'shop/mixed',
      gateway: 'shop/mixed',
      code: 'ENDPOINT_PORTS_DIFFER Ingress/shop/one',
    },
  ],
  ipv4EndpointsOnly: [
    {
      ingresses: { one: { rules: { 'a.test': ['/ six'] } } },
      others: [service({ name: 'six' }), slice(['fd00::1'], { service: 'six', addressType: 'IPv6' })],
      asks: 'http://a.test/',
      kubernetes: 'shop/six',
      gateway: '502',
      code: 'ENDPOINT_ADDRESS_UNSUPPORTED Ingress/shop/one',
    },
  ],
};

async function shows(t: ExecutionContext, gap: Gap, shown: Shown): Promise<void> {
  const objects = [...ingresses(shown.ingresses), ...SURROUNDINGS, ...(shown.others ?? [])];
  const request = requestOf(shown.asks);
  const wanted = expected(objects, request, without(gap));
  const given = expected(objects, request, GATEWAY);
  t.notDeepEqual(wanted, given);
  t.is(describeExpected(wanted), shown.kubernetes);
  t.is(describeExpected(given), shown.gateway);

  const lab = await startLab(objects);
  t.teardown(lab.close);
  const turns = await Promise.all([1, 2, 3, 4].map(() => lab.ask(request)));
  t.deepEqual(
    turns.flatMap((observed) => judge(objects, request, given, observed) ?? []),
    [],
  );
  if (shown.code !== null) t.true(lab.said().includes(shown.code));
}

for (const gap of GAPS)
  for (const shown of SHOWN[gap]) test(`${gap}: ${shown.asks} is ${shown.gateway}`, shows, gap, shown);

test('the list in docs has these gaps, with their diagnostics', async (t) => {
  const text = await readFile(new URL('../../docs/gateway-gaps.md', import.meta.url), 'utf8');
  const rows = [...text.matchAll(/^\| `(\w+)` \|.*\| (.+?) \|$/gm)].map(([, gap, codes]) => [
    gap,
    codes!.match(/[A-Z_]{3,}/g) ?? [],
  ]);
  const tested = GAPS.map((gap) => [
    gap,
    [...new Set(SHOWN[gap].flatMap(({ code }) => code?.split(' ', 1) ?? []))],
  ]);
  t.deepEqual(rows, tested);
});
