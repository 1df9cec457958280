import test from 'ava';
import { redirectedHosts } from '../../../src/routing/redirected-hosts.ts';
import { routing, site } from '../../helpers/routing.ts';

test('hosts that ask for TLS, each once and sorted; no others', (t) => {
  const secured = { securePort: 443 };
  const sites = [site('*.b.com', secured), site('a.com', secured), site('plain.com'), site('a.com', secured)];
  t.deepEqual(redirectedHosts(routing(sites)), ['*.b.com', 'a.com']);
});
