import test from 'ava';
import { unheardClaims, withClaimedPriorities } from '../../../../src/frontends/ingress/priorities.ts';
import { ingress } from '../../../helpers/objects.ts';
import { told } from '../../../helpers/pipeline.ts';
import { participant } from '../../../helpers/participants.ts';
import { site, usable } from '../../../helpers/routing.ts';

const PRIORITY = { 'appgw.ingress.kubernetes.io/rule-priority': '7' };

test('https first, then in order; others get none', (t) => {
  const claiming = participant(ingress({ name: 'a', annotations: PRIORITY }));
  const other = participant(ingress({ name: 'b' }));
  const own = (host: string, port: number) => ({
    ...site(host, { port, ...(port === 443 ? { protocol: 'Https', certificate: usable('c') } : {}) }),
    owner: claiming.owner,
  });
  const sites = [
    own('b.com', 80),
    { ...site('c.com'), owner: other.owner },
    own('a.com', 80),
    own('a.com', 443),
  ];
  const numbers = withClaimedPriorities(sites, [claiming, other]).map(
    ({ hosts, port, priority }) => `${hosts[0]}:${port} ${priority}`,
  );
  t.deepEqual(numbers.sort(), ['a.com:443 7', 'a.com:80 8', 'b.com:80 9', 'c.com:80 null']);
});

test('nobody claims: nothing is touched', (t) => {
  const sites = [site('a.com')];
  t.is(withClaimedPriorities(sites, [participant(ingress())]), sites);
});

test('whoever does not own a site of the host is not heard', (t) => {
  const members = ['a', 'b', 'c'].map((name) => ({
    ...participant(ingress({ name, annotations: name === 'c' ? {} : PRIORITY })),
    rules: [],
  }));
  const group = { frontend: 'auto', host: 'a.com', members } as const;
  const sites = [{ ...site('a.com'), owner: members[0]!.owner }];
  t.deepEqual(told(unheardClaims(group, sites)), ['HOST_SETTING_CONFLICT Ingress/shop/b']);
});
