import test from 'ava';
import { lostByAdoption } from '../../../src/appgw/adopted-sites.ts';
import type { ForeignSite } from '../../../src/appgw/foreign.ts';
import { contextOf, placeSites, routing, site } from '../../helpers/routing.ts';

const former = (hosts: readonly string[], port = 80): ForeignSite => ({
  listener: 'l',
  frontend: placed(['a.com'])[0]!.frontend,
  port,
  hosts,
  rule: { name: 'r', priority: 1 },
});
function placed(hosts: readonly string[]) {
  const sites = hosts.map((host) => site(host === '' ? [] : host));
  return placeSites(sites, contextOf(routing(sites)).context);
}

const loses = test.macro({
  exec: (t, before: readonly ForeignSite[], after: readonly string[], expected: readonly string[]) =>
    t.deepEqual(lostByAdoption(before, placed(after)), expected),
  title: (name) => name!,
});
test('the same host', loses, [former(['a.com'])], ['a.com'], []);
test('a wildcard of ours takes it', loses, [former(['x.a.com'])], ['*.a.com'], []);
test('the host-less site takes it', loses, [former(['a.com'])], [''], []);
test('another host', loses, [former(['a.com', 'b.com'])], ['a.com'], ['b.com:80']);
test('another port', loses, [former(['a.com'], 443)], ['a.com'], ['a.com:443']);
test('one without a host', loses, [former([])], ['a.com'], ['*:80']);
test('told once', loses, [former(['b.com']), former(['b.com'])], ['a.com'], ['b.com:80']);
