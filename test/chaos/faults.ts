/** ARM's ways to misbehave, one call at a time; each is used up after so many hits. */
import { NAMED_FAULTS } from '../../src/emulator/arm/faults/catalogue.ts';
import type { CallKind, FaultAction } from '../../src/emulator/arm/faults/fault.ts';
import type { FaultKind } from './steps.ts';

export interface Misbehaviour {
  readonly on: CallKind;
  readonly action: FaultAction;
}

export const HANG_MS = 8 * 60_000;

const CODE = 'ApplicationGatewaySslCertificateInvalidData';
/** It names nobody. */
const REFUSED: Misbehaviour = {
  on: 'put',
  action: { kind: 'operation', failure: { code: CODE, message: `${CODE}.`, details: [] } },
};

export const misbehaviourOf = (kind: FaultKind): Misbehaviour =>
  kind === 'operationRefused' ? REFUSED : NAMED_FAULTS[kind];
