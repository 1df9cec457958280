import test from 'ava';
import { timeOperations } from '../../../src/controller/operation-times.ts';
import type { GatewayClient } from '../../../src/controller/ports.ts';
import { createManualClock } from '../../helpers/manual-clock.ts';

const median = test.macro({
  exec: async (t, times: readonly (number | 'failed')[], expected: number | null) => {
    const clock = createManualClock();
    const left = [...times];
    const put: GatewayClient['put'] = async () => ({
      url: null,
      wait: async () => {
        const time = left.shift()!;
        if (time === 'failed') throw new Error('no');
        clock.advance(time);
      },
    });
    const timed = timeOperations({ put } as unknown as GatewayClient, clock);
    for (const _ of times) await (await timed.gateway.put({} as never)).wait().catch(() => undefined);
    t.is(timed.median(), expected);
  },
  title: (name) => `median of ${name}`,
});
test('none', median, [], null);
test('one', median, [20], 20);
test('an odd number', median, [30, 10, 20], 20);
test('an even number: the lower', median, [30, 10], 10);
test('what failed does not count', median, ['failed', 20, 'failed'], 20);
test('the last nine', median, [900, 900, 900, 900, 900, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5);
