/**
 * Ownership (decision 2): whatever stands on a gateway and whatever happens to the Ingresses, what is not ours stays
 * byte for byte, and without Ingresses the gateway is what it was. `OWNERSHIP_RUNS=n` plays so many histories,
 * `OWNERSHIP_SEED=n` the same again.
 */
import test, { type ExecutionContext } from 'ava';
import * as fc from 'fast-check';
import type { RawGateway } from '../../src/appgw/wire.ts';
import { readCapture, readGetExample } from '../helpers/shared-facts.ts';
import { THEIRS } from '../helpers/world.ts';
import { histories, type Step } from './histories.ts';
import { liveDocuments } from './live-documents.ts';
import { play } from './play.ts';
import { canonicalService, literalService, type Service } from './service.ts';

const RUNS = Number(process.env['OWNERSHIP_RUNS'] ?? 80);
const { OWNERSHIP_SEED } = process.env;

interface Case {
  readonly document: RawGateway;
  readonly steps: readonly Step[];
  readonly service: Service;
}

function holds(t: ExecutionContext, cases: fc.Arbitrary<Case>, numRuns: number, isStrict: boolean): void {
  const sum = { histories: 0, puts: 0, foreign: 0, keptForOthers: 0 };
  const property = fc.property(cases, ({ document, steps, service }) => {
    const { broken, puts, foreign, keptForOthers } = play(document, steps, service, isStrict);
    sum.histories += 1;
    sum.puts += puts;
    sum.foreign += foreign;
    sum.keptForOthers += keptForOthers;
    if (broken.length > 0)
      throw new Error([...broken, ...steps.map((step) => JSON.stringify(step))].join('\n  '));
  });
  const seed = OWNERSHIP_SEED === undefined ? {} : { seed: Number(OWNERSHIP_SEED) };
  const result = fc.check(property, { numRuns, ...seed });
  t.log(
    `${sum.histories} histories, ${sum.puts} PUTs, ${sum.foreign} foreign parts, ${sum.keptForOthers} leftovers kept for others`,
  );
  t.true(sum.puts > 0, 'something happens');
  const { message } = (result.errorInstance ?? {}) as Partial<Error>;
  t.false(result.failed, `OWNERSHIP_SEED=${result.seed}\n  ${message}`);
}

const onRandom = test.macro({
  exec: (t, service: Service) =>
    holds(
      t,
      fc.record({ document: liveDocuments, steps: histories, service: fc.constant(service) }),
      RUNS,
      true,
    ),
  title: (name) => `random gateways and histories, ${name}`,
});
test('spelt as ARM does it', onRandom, canonicalService);
test('spelt as it was sent', onRandom, literalService);

/** Nobody here says whether ARM takes them: they are printed for people. */
const onExample = test.macro({
  exec: (t, read: (t: ExecutionContext) => RawGateway | null) => {
    const document = read(t);
    if (!document) return;
    const service = fc.constantFrom(canonicalService, literalService);
    holds(
      t,
      fc.record({ document: fc.constant(document), steps: histories, service }),
      Math.ceil(RUNS / 4),
      false,
    );
  },
  title: (name) => `random histories on ${name}`,
});
test('a gateway as it was captured', onExample, (t) => readCapture(t)?.get.body ?? null);
test('Microsoft’s example of a GET', onExample, readGetExample);

test('what somebody refers to outlives its Ingress until nobody does', (t) => {
  const steps: readonly Step[] = [
    { do: 'apply', slot: 0, init: { rules: { 'a.com': ['/ web'] } } },
    { do: 'refer', at: 0 },
    { do: 'delete', slot: 0 },
  ];
  const { broken, keptForOthers } = play(THEIRS, steps, canonicalService, false);
  t.deepEqual(broken, []);
  t.true(keptForOthers > 0);
});
