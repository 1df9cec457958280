import test from 'ava';
import { list } from '../../../src/kube/list.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';
import { listOf, purposeOf, refused, scriptedKube, type Handle } from '../../helpers/scripted-kube.ts';

const item = (name: string): object => ({ metadata: { name } });

const listing = test.macro(
  async (t, handle: Handle, expected: readonly string[], purposes: readonly string[]) => {
    const kube = await scriptedKube(createManualClock(), handle);
    t.teardown(() => kube.close());
    let pages = 0;
    const { signal } = new AbortController();
    const { items, resourceVersion } = await list(
      kube.client,
      { path: '/x', fieldSelector: 'a=b', signal },
      ({ metadata }) => metadata?.name,
      () => (pages += 1),
    );
    t.deepEqual([items, resourceVersion], [expected, '9']);
    t.deepEqual(kube.calls.map(purposeOf), purposes);
    t.true(kube.calls.every(({ query }) => query['fieldSelector'] === 'a=b'));
    t.true(pages > 0);
  },
);

test('of one page', listing, () => listOf('9', [item('a')]), ['a'], ['list']);
test(
  'that is null',
  listing,
  () => ({ body: { metadata: { resourceVersion: '9' }, items: null } }),
  [],
  ['list'],
);
test(
  'of three pages, the last one empty',
  listing,
  ({ query }) =>
    query['continue'] === undefined
      ? listOf('9', [item('a')], 'p2')
      : query['continue'] === 'p2'
        ? listOf('9', [item('b')], 'p3')
        : listOf('9', [], ''),
  ['a', 'b'],
  ['list', 'list after p2', 'list after p3'],
);
test(
  'that always expires comes in one piece in the end',
  listing,
  ({ query }) =>
    query['continue'] ? refused(410, 'Expired') : listOf('9', [item('a')], query['limit'] ? 'p2' : undefined),
  ['a'],
  ['list', 'list after p2', 'list', 'list after p2', 'list'],
);
