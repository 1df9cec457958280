/**
 * What is measured: each workload at each size and each duration of an operation. All times are seconds as a cluster has
 * them, whatever the scale.
 */
import { drainSeconds } from '../../../src/controller/drain-time.ts';

/** Between two PUTs: decision 3, and the default of `writeInterval`. */
export const FLOOR = 5;

export interface Cell {
  readonly variant: keyof typeof VARIANTS;
  readonly operation: number;
  readonly pods: number;
  /** How many times faster than real. */
  readonly speed: number;
}

export interface Workload {
  readonly isGated: boolean;
  readonly preStop: number;
  readonly drain: number;
}

/** How the pods begin and end, by how long an operation takes. */
export const VARIANTS = {
  /** The readiness gate, and a `preStop` that lasts until the gateway can have been told, as the controller asks for. */
  gate: (operation) => ({
    isGated: true,
    preStop: drainSeconds(1000 * FLOOR, 1000 * operation),
    drain: 30,
  }),
  /** A Deployment that knows of no gateway. */
  plain: () => ({ isGated: false, preStop: 0, drain: 30 }),
  /** What the documentation of the older controller for this gateway advises, on ours. */
  advice: () => ({ isGated: false, preStop: 90, drain: 90 }),
} as const satisfies Record<string, (operation: number) => Workload>;

export const workloadOf = ({ variant, operation }: Cell): Workload => VARIANTS[variant](operation);

export const SIZES = [3, 10, 30] as const;
const OPERATIONS = [5, 20, 60] as const;
const SPEED = 20;

export const CELLS: readonly Cell[] = (Object.keys(VARIANTS) as Cell['variant'][]).flatMap((variant) =>
  OPERATIONS.flatMap((operation) => SIZES.map((pods) => ({ variant, operation, pods, speed: SPEED }))),
);

/** One without the scale, to see what that hides. */
export const REAL_TIME: Cell = { variant: 'gate', operation: 20, pods: 3, speed: 1 };

/** `gate/20/3`, or `gate/20/3/real`. */
export const nameOf = ({ variant, operation, pods, speed }: Cell): string =>
  [variant, operation, pods, ...(speed === 1 ? ['real'] : [])].join('/');
