import test from 'ava';
import { until } from '../../helpers/manual-clock.ts';
import {
  bookmark,
  listOf,
  NO_STREAMING_LIST,
  purposeOf,
  refused,
  type Answer,
} from '../../helpers/scripted-kube.ts';
import { added, inTurn, LIST, noting, object, OPEN, settle, setUp } from './_reflector.ts';

test('lists in pages, then watches from the version of the list', async (t) => {
  const { kube, reflector, told, purposes } = await setUp(
    t,
    inTurn(listOf('10', [object('a', '5')], 'p2'), listOf('10', [object('b', '6')]), OPEN),
  );
  await reflector.synced;
  await until(() => kube.calls.length === 4);
  t.deepEqual(told, ['= a b']);
  t.deepEqual(purposes(), ['streaming list', 'list', 'list after p2', 'watch from 10']);
  t.is(kube.calls[1]?.query['limit'], '500');
  t.like(kube.calls[3]?.query, { allowWatchBookmarks: 'true', timeoutSeconds: '450' });
});

test('a streaming list goes over into the watch without another request', async (t) => {
  const { kube, reflector, told, purposes } = await setUp(t, () => ({
    events: [added('a', '5'), added('b', '6'), bookmark('10', true), added('c', '11')],
    end: 'open',
  }));
  await reflector.synced;
  kube.streams[0]?.send(
    { type: 'MODIFIED', object: object('a', '12') },
    { type: 'DELETED', object: object('b', '13') },
  );
  await until(() => told.length === 4);
  t.deepEqual(told, ['= a b', '+ c', '+ a', '- shop/b']);
  t.deepEqual(purposes(), ['streaming list']);
  t.like(kube.calls[0]?.query, { resourceVersionMatch: 'NotOlderThan', allowWatchBookmarks: 'true' });
});

test('a server that accepts a streaming list and says nothing is asked for pages', async (t) => {
  const { kube, clock, reflector, told } = await setUp(t, (call) =>
    purposeOf(call) === 'list' ? LIST : OPEN,
  );
  await until(() => kube.streams.length === 1);
  clock.advance(5_000);
  await reflector.synced;
  t.deepEqual(told, ['= a']);
  t.deepEqual([reflector.stats().failures, kube.client.features.streamingList], [0, false]);
});

test('is not synced by a part of the list', async (t) => {
  let isWhole = false;
  const { kube, clock, reflector, told, errors } = await setUp(t, (call) => {
    if (purposeOf(call) === 'streaming list') return { events: [added('a', '5')], end: 'reset' };
    if (purposeOf(call) === 'list') return listOf('10', [object('a', '5')], 'p2');
    if (purposeOf(call) === 'list after p2') return isWhole ? listOf('10', [object('b', '6')]) : 'reset';
    return OPEN;
  });
  await until(() => errors.length === 1);
  clock.advance(800);
  await until(() => errors.length === 2);
  t.deepEqual([told, reflector.stats().synced], [[], false]);
  isWhole = true;
  clock.advance(1_600);
  await reflector.synced;
  t.deepEqual(told, ['= a b']);
  t.true(kube.calls.length >= 5);
});

test('a list that expires between pages begins anew, and in the end comes in one piece', async (t) => {
  let restarts = 0;
  const { kube, reflector, told } = await setUp(t, (call) => {
    switch (purposeOf(call)) {
      case 'list':
        return call.query['limit'] === undefined
          ? listOf('20', [object('a', '5'), object('b', '6')])
          : listOf('10', [object('a', '5')], `p${(restarts += 1)}`);
      case 'list after p1':
      case 'list after p2':
        return refused(410, 'Expired');
      case 'streaming list':
        return NO_STREAMING_LIST;
      default:
        return OPEN;
    }
  });
  await reflector.synced;
  t.deepEqual(told, ['= a b']);
  await until(() => kube.calls.map(purposeOf).includes('watch from 20'));
});

test('a restart of the API server costs the resumption of the watch and nothing else', async (t) => {
  const { kube, clock, reflector, told, purposes } = await setUp(t, inTurn(LIST, OPEN));
  await until(() => reflector.stats().watching);
  await kube.die();
  for (const [failures, pause] of [800, 1_600, 3_200].entries()) {
    await until(() => reflector.stats().failures === failures + 1);
    await settle(clock, pause);
  }
  await until(() => reflector.stats().failures === 4);
  await kube.revive();
  await settle(clock, 30_000);
  await until(() => kube.streams.length === 2);
  kube.streams[1]?.send(added('b', '11'));
  await until(() => told.length === 2);
  t.is(purposes().at(-1), 'watch from 10');
});

test('a sink or a projection that throws does not end it', async (t) => {
  const told: string[] = [];
  const { kube, reflector } = await setUp(
    t,
    inTurn(LIST, { events: [added('bad', '11'), added('odd', '12'), added('b', '13')], end: 'open' }),
    {
      project: ({ metadata }) => {
        if (metadata?.name === 'odd') throw new Error('odd object');
        return metadata?.name ?? '';
      },
      sink: {
        ...noting(told),
        apply: ({ object }) => {
          if (object === 'bad') throw new Error('bad sink');
          told.push(`+ ${object}`);
        },
      },
      onError: () => {
        throw new Error('bad listener');
      },
    },
  );
  await until(() => told.includes('+ b'));
  t.deepEqual(told, ['= a', '+ b']);
  t.is(reflector.stats().rejected, 2);
  t.is(kube.streams.length, 1);
});

test('a whole list that the sink throws at is asked for again', async (t) => {
  let tries = 0;
  const { clock, reflector, errors } = await setUp(t, inTurn(LIST, LIST, OPEN), {
    sink: {
      ...noting([]),
      replace: () => {
        if ((tries += 1) === 1) throw new Error('bad sink');
      },
    },
  });
  await until(() => errors.length === 1);
  t.false(reflector.stats().synced);
  await settle(clock, 800);
  await reflector.synced;
  t.is(tries, 2);
});

test('relist tells the whole again', async (t) => {
  const { kube, reflector, told } = await setUp(
    t,
    inTurn(LIST, OPEN, listOf('20', [object('b', '15')]), OPEN),
  );
  await until(() => reflector.stats().watching);
  reflector.relist();
  await until(() => kube.streams.length === 2);
  t.deepEqual(told, ['= a', '= b']);
  t.is(reflector.stats().failures, 0);
});

test('a resync ends when the sink has the whole again', async (t) => {
  const { reflector, told } = await setUp(t, inTurn(LIST, OPEN, listOf('20', [object('b', '15')]), OPEN));
  await until(() => reflector.stats().watching);
  await reflector.resync();
  t.deepEqual(told, ['= a', '= b']);
});

test('stop is silent, at any moment', async (t) => {
  for (const answers of [['hang'], [LIST, OPEN], ['reset']] as readonly (readonly Answer[])[]) {
    const { kube, reflector, errors } = await setUp(t, inTurn(...answers));
    await until(() => kube.calls.length > answers.length);
    await new Promise((resolve) => setTimeout(resolve, 10));
    const before = errors.length;
    await reflector.stop();
    t.is(errors.length, before);
  }
});

test('synced rejects when it is stopped before', async (t) => {
  const { kube, reflector } = await setUp(t, inTurn('hang'));
  await until(() => kube.calls.length === 2);
  await reflector.stop();
  await t.throwsAsync(reflector.synced, { message: /stopped before/ });
});

test('says how it is', async (t) => {
  const { kube, clock, reflector } = await setUp(t, inTurn(LIST, OPEN));
  await until(() => reflector.stats().watching);
  clock.advance(5_000);
  kube.streams[0]?.send(added('b', '11'));
  await until(() => reflector.stats().events === 1);
  t.like(reflector.stats(), {
    synced: true,
    lists: 2,
    watches: 2,
    failures: 0,
    failuresInARow: 0,
    lastError: null,
    lastContact: clock.now(),
  });
});
