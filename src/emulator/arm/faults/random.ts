/**
 * Faults by chance, out of the known ones: the same seed and the same calls in the same order meet the same faults. What
 * only a person mends is not drawn.
 */
import { FAULT_NAMES, NAMED_FAULTS, type FaultName, type NamedFault } from './catalogue.ts';
import type { CallKind, Fault } from './fault.ts';
import { isForHead } from './scripted.ts';

export interface RandomFaults {
  readonly seed: number;
  /** Of the calls that there is a fault for, from 0 to 1. */
  readonly rate: number;
  /** Told of each that was drawn. */
  readonly onDrawn?: (name: FaultName) => void;
}

const FOR_A_PERSON: ReadonlySet<FaultName> = new Set([
  'vaultSecretMissing',
  'vaultSecretDisabled',
  'vaultDenied',
  'vaultFirewall',
  'subnetJoin',
  'identityAssign',
  'vaultAccess',
  'subnetOccupied',
  'subnetSecurityGroup',
  'subnetRoutes',
]);
const DRAWN: readonly FaultName[] = FAULT_NAMES.filter((name) => !FOR_A_PERSON.has(name));

export function randomFaults({ seed, rate, onDrawn = () => {} }: RandomFaults): Fault {
  const next = createGenerator(seed);
  const draw = (on: CallKind, forHead: boolean) => {
    const names = DRAWN.filter((name) => {
      const fault: NamedFault = NAMED_FAULTS[name];
      return fault.on === on && isForHead(fault.action) === forHead;
    });
    // Each call takes two numbers, whatever comes of them, so that no rate shifts what the next one meets.
    const [chance, place] = [next(), next()];
    const name = names[Math.floor(place * names.length)];
    if (name === undefined) return null;
    const share = names.length / countOf(on);
    const before = forHead ? 0 : rate * (1 - share);
    if (chance >= (rate * share) / (1 - before)) return null;
    onDrawn(name);
    return NAMED_FAULTS[name].action;
  };
  return Object.assign(({ kind }: { readonly kind: CallKind }) => draw(kind, false), {
    cutsOff: ({ kind }: { readonly kind: CallKind }) => draw(kind, true) !== null,
  });
}

/** Of both stages of a call; together they come to the rate. */
const countOf = (on: CallKind): number => DRAWN.filter((name) => NAMED_FAULTS[name].on === on).length;

/** Numbers from 0 up to 1, spread evenly enough: a Weyl sequence through an integer mix. */
function createGenerator(seed: number): () => number {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  return () => {
    state = (state + 0x9e37_79b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 16), 0x21f0_aaad);
    const again = Math.imul(mixed ^ (mixed >>> 15), 0x735a_2d97);
    return ((again ^ (again >>> 15)) >>> 0) / 2 ** 32;
  };
}
