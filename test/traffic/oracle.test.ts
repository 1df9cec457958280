/** The oracle itself, held to hand-written answers; it must not be dull either. */
import test, { type ExecutionContext } from 'ava';
import * as fc from 'fast-check';
import { ingress } from '../helpers/objects.ts';
import { CASES } from './cases.ts';
import { requestOf, SURROUNDINGS, type Case } from './cases/case.ts';
import { traffic } from './generate.ts';
import { describeExpected } from './judge.ts';
import { expected } from './oracle.ts';
import { GAPS, GATEWAY, KUBERNETES, without } from './oracle/gaps.ts';

function answers(t: ExecutionContext, { given, answers }: Case): void {
  const found = Object.keys(answers).map((url) => {
    const said = describeExpected(expected(given, requestOf(url)));
    return [url, answers[url]!.includes(' as ') ? said : said.split(' as ')[0]];
  });
  t.deepEqual(Object.fromEntries(found), answers);
}

for (const row of CASES) test(row.says, answers, row);

/** The examples of the Kubernetes documentation: paths (`=` is Exact), a request, and whose it is. */
const EXAMPLES: readonly (readonly [paths: string, request: string, answer: string])[] = [
  ['/', '/any/path', 'shop/web'],
  ['=/foo', '/foo', 'shop/web'],
  ['=/foo', '/bar', '404'],
  ['=/foo', '/foo/', '404'],
  ['=/foo/', '/foo', '404'],
  ['/foo', '/foo', 'shop/web'],
  ['/foo', '/foo/', 'shop/web'],
  ['/foo/', '/foo', 'shop/web'],
  ['/foo/', '/foo/', 'shop/web'],
  ['/aaa/bb', '/aaa/bbb', '404'],
  ['/aaa/bbb', '/aaa/bbb', 'shop/web'],
  ['/aaa/bbb/', '/aaa/bbb', 'shop/web'],
  ['/aaa/bbb', '/aaa/bbb/', 'shop/web'],
  ['/aaa/bbb', '/aaa/bbb/ccc', 'shop/web'],
  ['/aaa/bbb', '/aaa/bbbxyz', '404'],
  ['/foo', '/Foo', '404'],
  ['/ /aaa', '/aaa/ccc', 'shop/api'],
  ['/ /aaa /aaa/bbb', '/aaa/bbb', 'shop/cdn'],
  ['/ /aaa /aaa/bbb', '/ccc', 'shop/web'],
  ['/aaa', '/ccc', '404'],
  ['/foo =/foo', '/foo', 'shop/api'],
  ['=/ /', '/', 'shop/web'],
];

function example(t: ExecutionContext, paths: string, path: string, answer: string): void {
  const services = ['web', 'api', 'cdn'];
  const rules = { 'a.test': paths.split(' ').map((text, at) => `${text} ${services[at]}`) };
  const request = { port: 80, host: 'a.test', path } as const;
  t.is(describeExpected(expected([ingress({ rules }), ...SURROUNDINGS], request, KUBERNETES)), answer);
}

for (const [paths, path, answer] of EXAMPLES)
  test(`${paths}: ${path} is ${answer}`, example, paths, path, answer);

test('random sets meet every kind of answer and every gap that one pool of addresses allows', (t) => {
  const asked = fc
    .sample(traffic(50), { seed: 1, numRuns: 60 })
    .flatMap(({ objects, requests }) => requests.map((request) => ({ objects, request })));
  const said = (gaps = GATEWAY): readonly string[] =>
    asked.map(({ objects, request }) => JSON.stringify(expected(objects, request, gaps)));
  const kinds = new Set(asked.map(({ objects, request }) => expected(objects, request).answer.kind));
  t.deepEqual([...kinds].sort(), ['backend', 'bad-gateway', 'nobody', 'not-found', 'redirect', 'refused']);
  const before = said();
  const met = GAPS.filter((gap) => said(without(gap)).some((answer, at) => answer !== before[at]));
  t.deepEqual(
    met,
    GAPS.filter((gap) => !['starOnlyAtTheEnd', 'onePortPerBackend', 'ipv4EndpointsOnly'].includes(gap)),
  );
});
