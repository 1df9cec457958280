/** The flags that make the emulated ARM misbehave, for `emulator` and `dev`. */
import { randomFaults } from '../../emulator/arm/faults/random.ts';
import type { Fault } from '../../emulator/arm/faults/fault.ts';
import { readFaultFile } from './fault-file.ts';

export interface FaultOptions {
  /** A file of steps. */
  readonly faults?: string;
  /** The same, by the name that the flag had first. */
  readonly fault?: string;
  readonly faultSeed: number;
  /** From 0, none by chance, to 1. */
  readonly faultRate: number;
}

export async function faultsOf(
  { faults, fault, faultSeed, faultRate }: FaultOptions,
  cwd: string,
  onDrawn: (text: string) => void,
): Promise<readonly Fault[]> {
  const drawn = randomFaults({
    seed: faultSeed,
    rate: faultRate,
    onDrawn: (name) => onDrawn(`a fault by chance: ${name} (--fault-seed ${faultSeed})`),
  });
  return [
    ...(faults === undefined ? [] : [await readFaultFile('--faults', faults, cwd)]),
    ...(fault === undefined ? [] : [await readFaultFile('--fault', fault, cwd)]),
    ...(faultRate > 0 ? [drawn] : []),
  ];
}
