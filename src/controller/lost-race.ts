/** Races for the gateway: before our PUT, where nothing was sent, and during it, where the later one wins. */
import { ArmError } from './arm-error.ts';

/** What ARM answers to a PUT with an If-Match of the past; found out by ourselves it is the same. */
const PRECONDITION_FAILED = 'PreconditionFailed';
const SUPERSEDED = 'CanceledAndSupersededDueToAnotherOperation';

export const lostRace = (): ArmError =>
  new ArmError({
    code: PRECONDITION_FAILED,
    kind: 'conflict',
    statusCode: 412,
    message: 'Somebody else wrote the gateway after it was read for this plan, so nothing was sent.',
  });

/** Nothing was sent. */
export const isLostRace = ({ code }: ArmError): boolean => code === PRECONDITION_FAILED;

/** Somebody else's operation has ended ours. */
export const isSuperseded = ({ code, details }: ArmError): boolean =>
  code === SUPERSEDED || details.some((detail) => detail.code === SUPERSEDED);
