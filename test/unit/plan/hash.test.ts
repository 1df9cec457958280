import test from 'ava';
import { desiredHash, ownHash } from '../../../src/plan/hash.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import { blankGateway, INSTANCE, sites, type SiteSpec } from '../../helpers/desired.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';

const site: SiteSpec = {
  host: 'a.example.com',
  priority: 1000,
  members: ['10.0.0.1', '10.0.0.2'],
  certificate: 'c',
};
const wanted = sites([site]);
const { document } = planGateway(wanted, blankGateway());
const live = serverAnswer(document, { leafOf: () => Buffer.from('leaf') });

test('what is wanted: equal for an equal meaning', (t) => {
  t.is(
    desiredHash(wanted),
    desiredHash(sites([{ ...site, members: site.members.toReversed(), settings: { requestTimeout: 30 } }])),
  );
  t.is(
    desiredHash(wanted),
    desiredHash({
      ...wanted,
      collections: { ...wanted.collections, probes: wanted.collections.probes.toReversed() },
    }),
  );
});

const another = test.macro((t, changed: Partial<SiteSpec>) => {
  t.not(desiredHash(wanted), desiredHash(sites([{ ...site, ...changed }])));
});
test('another member', another, { members: ['10.0.0.1'] });
test('another priority', another, { priority: 1001 });
test('another certificate', another, { certificate: 'd' });
test('a path more', another, { paths: ['/x'] });

test('what is handed over counts', (t) => {
  t.not(desiredHash(wanted), desiredHash({ ...wanted, surrendered: [{ collection: 'probes', name: 'x' }] }));
});

test('what is live: the service’s order, casing and defaults do not count, nor does what is foreign', (t) => {
  const disturbed = serverAnswer(document, {
    leafOf: () => Buffer.from('leaf'),
    shuffle: (list) => list.toReversed(),
    recase: (id) => id.toUpperCase(),
  });
  t.is(ownHash(disturbed, INSTANCE), ownHash(live, INSTANCE));
  const foreign = { ...live, tags: { a: 'b' }, properties: { ...live.properties, novel: [] } };
  t.is(ownHash(foreign, INSTANCE), ownHash(live, INSTANCE));
});

test('what is live: other content, another certificate and another instance count', (t) => {
  const probes: [] = [];
  t.not(ownHash({ ...live, properties: { ...live.properties, probes } }, INSTANCE), ownHash(live, INSTANCE));
  t.not(
    ownHash(serverAnswer(document, { leafOf: () => Buffer.from('other') }), INSTANCE),
    ownHash(live, INSTANCE),
  );
  t.not(ownHash(live, 'k2'), ownHash(live, INSTANCE));
});
