import test from 'ava';
import * as fc from 'fast-check';
import { coversHosts, sameHosts } from '../../../src/appgw/hosts.ts';
import type { ForeignSite } from '../../../src/appgw/foreign.ts';
import type { LiveGateway, LiveRule } from '../../../src/appgw/live.ts';
import { assignPriorities, bandOf, type Claimant } from '../../../src/appgw/priorities.ts';
import { live as liveOf } from '../../helpers/routing.ts';

const claimant = (hosts: string, port = 80, frontend = 'f'): Claimant => ({
  siteHash: `${hosts}:${port}`,
  frontend,
  port,
  hosts: hosts === '' ? [] : hosts.split('+'),
});
const rule = (priority: number): LiveRule => ({ name: 'r', owner: 'o', defaultOwner: 'o', priority });
const foreignSite = (hosts: string, priority: number, port = 80, frontend = 'f'): ForeignSite => ({
  listener: 'l',
  frontend,
  port,
  hosts: hosts === '' ? [] : [hosts],
  rule: { name: `theirs-${priority}`, priority },
});
/** `own`: site hash -> priority on the gateway. */
const liveWith = (
  own: { readonly [siteHash: string]: number },
  foreignSites: readonly ForeignSite[] = [],
): LiveGateway => ({
  ...liveOf(),
  ownRules: new Map(Object.entries(own).map(([hash, priority]) => [hash, rule(priority)])),
  foreignSites,
  foreignPriorities: new Set(foreignSites.map((site) => site.rule!.priority)),
});

const band = test.macro({
  exec: (t, hosts: string, first: number, last: number) =>
    t.deepEqual(bandOf(claimant(hosts).hosts), { first, last }),
  title: (_, hosts: string, first: number, last: number) => `band of [${hosts}] is ${first} to ${last}`,
});
test(band, 'a.com', 1000, 9999);
test(band, 'a.com+b.com', 1000, 9999);
test(band, '*.com', 17000, 17999);
test(band, '*.a.com', 16000, 16999);
test(band, '*.b.a.com', 15000, 15999);
test(band, '*.1.2.3.4.5.6.7.8', 10000, 10999);
test(band, '*.1.2.3.4.5.6.7.8.9.10', 10000, 10999);
test(band, '', 18000, 18999);

const NOBODY: readonly ForeignSite[] = [];
const assigns = test.macro({
  exec: (
    t,
    hosts: readonly string[],
    own: { readonly [siteHash: string]: number },
    theirs: readonly ForeignSite[],
    expected: readonly (number | string)[],
  ) => {
    const claimants = hosts.map((host) => claimant(host));
    const assigned = assignPriorities(claimants, liveWith(own, theirs));
    const answers = claimants.map(({ siteHash }) => {
      const priority = assigned.get(siteHash)!;
      return priority.kind === 'priority' ? priority.value : priority.kind;
    });
    t.deepEqual(answers, expected);
  },
  title: (name) => name!,
});
test('the lowest free ones, oldest first', assigns, ['b.com', 'a.com', ''], {}, NOBODY, [1000, 1001, 18000]);
test('a live number is kept', assigns, ['a.com', 'b.com'], { 'b.com:80': 1000 }, NOBODY, [1001, 1000]);
test('a live number out of its band is not', assigns, ['a.com'], { 'a.com:80': 500 }, NOBODY, [1000]);
test('the number of a rule that goes is not given', assigns, ['a.com'], { 'gone:80': 1000 }, NOBODY, [1001]);
test('a foreign number is not given', assigns, ['a.com'], {}, [foreignSite('z.com', 1000)], [1001]);
test(
  'a live number that a foreign rule also has is given up',
  assigns,
  ['a.com'],
  { 'a.com:80': 1000 },
  [foreignSite('z.com', 1000)],
  [1001],
);
test('below a shadow in the band', assigns, ['a.com'], {}, [foreignSite('', 1001)], [1000]);
test(
  'below a shadow under the band',
  assigns,
  ['a.com', '*.a.com', ''],
  {},
  [foreignSite('', 500)],
  [1, 2, 3],
);
test(
  'the lowest of several shadows counts',
  assigns,
  ['a.com'],
  {},
  [foreignSite('', 5000), foreignSite('*.com', 2)],
  [1],
);
test('no room below a shadow', assigns, ['a.com'], {}, [foreignSite('', 1)], ['shadowed']);
test('a wildcard may go far down', assigns, ['*.a.com'], {}, [foreignSite('', 9000)], [1]);
test('a shadow above is none', assigns, ['a.com'], {}, [foreignSite('', 19000)], [1000]);
test('a narrower foreign rule is no shadow', assigns, ['*.a.com'], {}, [foreignSite('x.a.com', 10)], [16000]);
test(
  'a live number below a shadow is kept',
  assigns,
  ['a.com'],
  { 'a.com:80': 77 },
  [foreignSite('', 500)],
  [77],
);
test('above a shadow it is not', assigns, ['a.com'], { 'a.com:80': 1500 }, [foreignSite('', 1200)], [1000]);
test('without the shadow it goes back', assigns, ['a.com'], { 'a.com:80': 77 }, NOBODY, [1000]);
test(
  'a foreign rule of another port is no shadow',
  assigns,
  ['a.com'],
  {},
  [foreignSite('', 5, 443)],
  [1000],
);
test(
  'a foreign rule of another frontend is no shadow',
  assigns,
  ['a.com'],
  {},
  [foreignSite('', 5, 80, 'g')],
  [1000],
);
test('the placeholder does not hold its number', assigns, [''], { '': 0 }, NOBODY, [18000]);
test(
  'a full band',
  assigns,
  ['', 'a.com'],
  Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`gone-${index}`, 18000 + index])),
  NOBODY,
  ['exhausted', 1000],
);

test('numbers given out before are not given again', (t) => {
  const assigned = assignPriorities([claimant('a.com')], liveWith({}), new Set([1000, 1001]));
  t.deepEqual(assigned.get('a.com:80'), { kind: 'priority', value: 1002 });
});

test(
  'above a foreign rule whose requests it would take',
  assigns,
  ['*.a.com'],
  {},
  [foreignSite('x.a.com', 16_500)],
  [16_501],
);
test(
  'above it beyond the band',
  assigns,
  ['*.a.com', ''],
  {},
  [foreignSite('x.a.com', 19_500)],
  [19_501, 19_502],
);
test('no room above it', assigns, [''], {}, [foreignSite('x.a.com', 20_000)], ['shadowing']);
test(
  'no room between a victim and a shadow',
  assigns,
  ['*.a.com'],
  {},
  [foreignSite('x.a.com', 7), foreignSite('', 8)],
  ['shadowed'],
);

// Decision 4: "wildcards …, more labels first": the band must go by the least specific host, as the order does.
test(
  'several wildcards in one listener',
  assigns,
  ['*.com+*.x.y.z.com', '*.z.com'],
  {},
  NOBODY,
  [17000, 16000],
);

const HOSTS = ['', 'a.com', 'x.a.com', 'y.x.a.com', '*.a.com', '*.x.a.com', '*.com', 'b.org', '*.org'];
const claimants = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...HOSTS), fc.constantFrom(80, 443)), {
    selector: ([host, port]) => `${host}:${port}`,
  })
  .map((list) => list.map(([host, port]) => claimant(host, port)));
const numbers = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 998, max: 1006 }),
  fc.constantFrom(16000, 16001, 17000, 18000, 19500),
);
const foreigners = fc.uniqueArray(
  fc
    .tuple(fc.constantFrom(...HOSTS), numbers, fc.constantFrom(80, 443))
    .map(([host, priority, port]) => foreignSite(host, priority, port)),
  { selector: (site) => site.rule!.priority, maxLength: 4 },
);
const lives = fc
  .dictionary(
    fc.constantFrom(...HOSTS.flatMap((host) => [`${host}:80`, `${host}:443`]), 'gone:80'),
    numbers,
    { noNullPrototype: true },
  )
  .map((own) =>
    Object.fromEntries(
      Object.entries(own).filter(
        ([, value], index, all) => all.findIndex(([, other]) => other === value) === index,
      ),
    ),
  );

const sameSocket = (a: { port: number; frontend: string }, b: { port: number; frontend: string }): boolean =>
  a.port === b.port && a.frontend === b.frontend;

test('unique; specific before broad, foreign rules included; good live numbers stay', (t) => {
  fc.assert(
    fc.property(claimants, lives, foreigners, (list, own, theirs) => {
      const live = liveWith(own, theirs);
      const assigned = assignPriorities(list, live);
      t.is(assigned.size, list.length);
      const placed = list.flatMap((one) => {
        const priority = assigned.get(one.siteHash)!;
        return priority.kind === 'priority' ? [{ ...one, value: priority.value }] : [];
      });
      const values = placed.map(({ value }) => value);
      t.is(new Set([...values, ...live.foreignPriorities]).size, values.length + theirs.length);
      for (const one of placed) {
        const shadows = theirs.filter((site) => sameSocket(site, one) && coversHosts(site.hosts, one.hosts));
        t.true(shadows.every((site) => one.value < site.rule!.priority));
        const { first, last } = bandOf(one.hosts);
        const victims = theirs.filter(
          (site) =>
            sameSocket(site, one) && coversHosts(one.hosts, site.hosts) && !sameHosts(one.hosts, site.hosts),
        );
        t.true(victims.every((site) => one.value > site.rule!.priority));
        t.true((one.value >= first && one.value <= last) || shadows.length + victims.length > 0);
        for (const other of placed) {
          const broader = other !== one && sameSocket(one, other) && coversHosts(other.hosts, one.hosts);
          if (broader) t.true(one.value < other.value);
        }
      }
      const again = assignPriorities(
        list,
        liveWith(Object.fromEntries(placed.map((one) => [one.siteHash, one.value])), theirs),
      );
      for (const one of placed) t.deepEqual(again.get(one.siteHash), { kind: 'priority', value: one.value });
    }),
  );
});
