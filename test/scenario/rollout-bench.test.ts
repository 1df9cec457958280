/** What the rollout benchmark computes from what it saw; the rollouts themselves depend on the machine. */
import test from 'ava';
import { createDeployment } from '../bench/rollouts/deployment.ts';
import type { PodLife } from '../bench/rollouts/kubelet.ts';
import { fewestPuts } from '../bench/rollouts/minimum.ts';
import { CELLS, nameOf } from '../bench/rollouts/cells.ts';
import { selectCells } from '../bench/rollouts/measure.ts';

const change = (from: number, until: number) => ({ from, until });

for (const [what, changes, puts] of [
  ['nothing', [], 0],
  ['one', [change(0, 5)], 1],
  ['two that overlap', [change(0, 5), change(5, 9)], 1],
  ['two that do not', [change(0, 5), change(6, 40)], 2],
  ['an early one for the sake of a later one', [change(0, 20), change(25, 28)], 2],
  ['one in the middle of two', [change(0, 9), change(5, 30), change(25, 30)], 2],
  ['two that nobody could carry', [change(0, 1), change(2, 3)], Infinity],
] as const) {
  test(`the fewest PUTs, ten apart: ${what}`, (t) => t.is(fewestPuts(changes, 10), puts));
}

const pod = (index: number, isNew: boolean): PodLife => ({
  name: `web-${index}`,
  address: `10.0.0.${index}`,
  isNew,
  createdAt: 0,
  containersReadyAt: null,
  readyAt: null,
  endingAt: null,
  closedAt: null,
  goneAt: null,
});

/** Waves: all that are made become Ready together. */
for (const [replicas, created, ended] of [
  [3, [1, 1, 1, 0], [0, 1, 1, 1]],
  [10, [5, 5, 0], [2, 5, 3]],
  [30, [15, 15, 0], [7, 15, 8]],
] as const) {
  test(`a rolling update of ${replicas} pods goes in waves, and only on with Ready ones`, (t) => {
    const pods: PodLife[] = [];
    const deployment = createDeployment(
      {
        pods,
        start: (isNew) => void pods.push(pod(pods.length, isNew)),
        stop: (one) => {
          one.endingAt = 0;
        },
      },
      replicas,
    );
    const count = () => ({
      made: pods.length,
      ended: pods.filter(({ endingAt }) => endingAt !== null).length,
    });
    const ready = (): void => {
      for (const one of pods) one.readyAt ??= 0;
    };
    deployment.sync();
    ready();
    t.true(deployment.isComplete());
    let before = count();
    for (const [wave, made] of created.entries()) {
      if (wave === 0) deployment.roll();
      else deployment.sync();
      const now = count();
      t.deepEqual([now.made - before.made, now.ended - before.ended], [made, ended[wave]!]);
      before = now;
      deployment.sync();
      t.deepEqual(count(), before, 'it waits');
      ready();
    }
    t.true(deployment.isComplete());
  });
}

for (const [words, isFull, names] of [
  [['gate/20/3'], false, ['gate/20/3']],
  [['gate/20'], false, ['gate/20/3', 'gate/20/10', 'gate/20/30']],
  [['gate/20/3'], true, ['gate/20/3', 'gate/20/3/real']],
  [[], false, CELLS.map(nameOf)],
] as const) {
  test(`cells of "${words.join(' ')}"${isFull ? ', full' : ''}`, (t) =>
    t.deepEqual(selectCells({ words, isFull, isPictured: false }).map(nameOf), names));
}
