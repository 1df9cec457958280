import test from 'ava';
import { childrenOf, memberOf } from '../../../src/appgw/children.ts';
import { live } from '../../helpers/routing.ts';

test('a member of exactly the name goes before one in another case', (t) => {
  t.is(memberOf({ Ports: 1, ports: 2 }, 'ports'), 2);
  t.is(memberOf({ Ports: 1 }, 'ports'), 1);
  t.is(memberOf({ reports: 1 }, 'ports'), undefined);
});

test('a collection that is not there is empty', (t) =>
  t.deepEqual(childrenOf({ properties: {} }, 'probes'), []));

test('the spelling of AGIC', (t) => {
  const raw = { properties: { frontEndPorts: [{ name: 'p', properties: { port: 80 } }] } };
  t.is(childrenOf(raw, 'frontendPorts').length, 1);
  t.is(live(raw).ports.get(80)?.name, 'p');
});
