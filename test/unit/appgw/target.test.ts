import test from 'ava';
import { makePart } from '../../../src/appgw/part.ts';
import { createTargets, needsListener, redirectTarget, urlTarget } from '../../../src/appgw/target.ts';
import type { Redirect } from '../../../src/routing/model.ts';
import { rewriteOf } from '../../helpers/back-end.ts';
import { backend, live } from '../../helpers/routing.ts';

test('one target per backend, however often it is asked for', (t) => {
  const targetOf = createTargets(live(), 10);
  t.is(targetOf(backend('web')), targetOf(backend('web')));
  t.not(targetOf(backend('web')), targetOf(backend('api')));
  t.not(targetOf(backend('web')), targetOf(backend('web', { port: 81 })));
});

test('members beyond the limit of a pool are counted', (t) => {
  const targetOf = createTargets(live(), 1);
  t.deepEqual(targetOf(backend('web', { endpoints: ['1', '2', '3'] })).membersLeft, {
    service: 'shop/web',
    count: 2,
  });
  t.is(targetOf(backend('api', { endpoints: ['1'] })).membersLeft, null);
});

test('a redirect keeps path and query, and is one per listener', (t) => {
  const listener = (name: string) => makePart(live(), 'httpListeners', [name], name, { protocol: 'Https' });
  const [part] = redirectTarget(live(), listener('a')).parts;
  t.like(part!.properties, { redirectType: 'Permanent', includePath: true, includeQueryString: true });
  t.is(redirectTarget(live(), listener('a')).parts[0]!.name, part!.name);
  t.not(redirectTarget(live(), listener('b')).parts[0]!.name, part!.name);
});

test('with another rewrite it is another target on the same pool', (t) => {
  const targetOf = createTargets(live(), 10);
  const [plain, one] = [targetOf(backend('web')), targetOf(backend('web'), rewriteOf('one'))];
  t.is(one, targetOf(backend('web'), rewriteOf('one')));
  t.not(one, plain);
  t.deepEqual(
    one.parts.map(({ collection }) => collection),
    ['backendAddressPools', 'backendHttpSettingsCollection', 'probes', 'rewriteRuleSets'],
  );
  t.is(one.parts[0]!.name, plain.parts[0]!.name);
});

const ELSEWHERE: Redirect = { code: 301, url: 'https://b.com/x', keepPath: false, keepQuery: true };
const code = test.macro({
  exec: (t, number: Redirect['code'], redirectType: string) =>
    t.like(urlTarget(live(), { ...ELSEWHERE, code: number }).parts[0]!.properties, {
      redirectType,
      targetUrl: 'https://b.com/x',
      includePath: false,
      includeQueryString: true,
    }),
  title: (_, number: Redirect['code']) => `a redirect with ${number}`,
});
test(code, 301, 'Permanent');
test(code, 302, 'Found');
test(code, 303, 'SeeOther');
test(code, 307, 'Temporary');

test('equal redirects are shared, and need no listener', (t) => {
  const name = (redirect: Redirect): string => urlTarget(live(), redirect).parts[0]!.name;
  t.is(name(ELSEWHERE), name({ ...ELSEWHERE }));
  t.is(
    new Set([ELSEWHERE, { ...ELSEWHERE, keepPath: true }, { ...ELSEWHERE, url: 'http://b.com/x' }].map(name))
      .size,
    3,
  );
  t.false(needsListener(urlTarget(live(), ELSEWHERE)));
  t.true(
    needsListener(
      redirectTarget(live(), makePart(live(), 'httpListeners', ['a'], 'a', { protocol: 'Https' })),
    ),
  );
});
