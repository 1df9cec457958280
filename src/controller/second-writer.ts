/**
 * Somebody else who keeps overwriting the gateway: ours was lost, or an operation of ours was cut short, twice within half
 * an hour. In: what became of each run. Out: a diagnostic that says what was done and who it seems to be, for as long as
 * that is so. How fast ours is put back is `lost-content.ts`'s business.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import type { WriteTraces } from '../diagnostics/catalogue/second-writer.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Computation } from './compute.ts';
import { isSuperseded } from './lost-race.ts';
import type { Outcome } from './reconcile.ts';
import { tracesOf } from './write-traces.ts';

/** With what was found on the way; null where it did not come so far. */
interface Run {
  readonly outcome: Outcome;
  readonly computation: Computation | null;
  readonly live: RawGateway | null;
}

export interface SecondWriter {
  /** Called once after each run. */
  readonly told: (run: Run) => readonly Diagnostic[];
}

const TIMES = 2;
const WITHIN_MS = 1_800_000;
const NOTHING_SEEN: WriteTraces = {
  ours: [],
  foreign: [],
  tags: [],
  writer: { kind: 'unknown', mark: null },
};

export function watchForWriter(clock: Pick<Clock, 'now'>, instance: string): SecondWriter {
  let hits: readonly number[] = [];
  /** The gateway when it last was as we want it. */
  let good: RawGateway | null = null;
  let traces = NOTHING_SEEN;
  /** What came of the last hit was not put right yet: the same hit is seen again. */
  let isHit = false;
  /** The gateway was not read since. */
  let isUnseen = false;

  function hit(): void {
    hits = [...hits, clock.now()];
    isHit = true;
    isUnseen = true;
  }

  function look({ outcome, computation, live }: Run): void {
    if (live === null || computation === null) return;
    if (!isUnseen && outcome.kind !== 'lost') return;
    const ours = outcome.kind === 'lost' ? computation.plan.changes : [];
    traces = tracesOf(good, live, ours, instance);
    isUnseen = false;
  }

  return {
    told: (run) => {
      const { outcome, computation, live } = run;
      hits = hits.filter((at) => clock.now() - at < WITHIN_MS);
      if (outcome.kind === 'lost' && !isHit) hit();
      look(run);
      if (outcome.kind === 'failed' && isSuperseded(outcome.error)) hit();
      if (outcome.kind === 'applied' || outcome.kind === 'unchanged') isHit = false;
      if (outcome.kind === 'unchanged' && computation?.plan.put === null) good = live;
      if (hits.length === 0) traces = NOTHING_SEEN;
      return hits.length < TIMES ? [] : [diagnose('SECOND_WRITER', null, traces)];
    },
  };
}
