import test from 'ava';
import { makePart } from '../../../src/appgw/part.ts';
import { createTargets, redirectTarget } from '../../../src/appgw/target.ts';
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
