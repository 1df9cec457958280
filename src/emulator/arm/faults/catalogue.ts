/**
 * The ways of ARM to misbehave that are known, by name: what a script may ask for without spelling it out, and what
 * chance draws from. Codes and messages are those of the service.
 */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { CONFIRMED } from '../validate/codes.ts';
import type { CallKind, DropStage, FaultAction, OperationEffects } from './fault.ts';

export interface NamedFault {
  readonly on: CallKind;
  readonly action: FaultAction;
}

const MINUTE = 60_000;
const BROKEN: ArmErrorBody = { code: CONFIRMED.internalServerError, message: 'An error occurred.' };
const OVER_QUOTA: ArmErrorBody = {
  code: 'TooManyRequests',
  message: 'Number of requests exceeded the limit. Please try again later.',
};
const IN_PROGRESS = 'Another operation on this or dependent resource is in progress.';
const LOCKED: ArmErrorBody = {
  code: 'RetryableError',
  message: 'A retryable error occurred.',
  details: [{ code: CONFIRMED.lockedByOperation, message: IN_PROGRESS }],
};

const answer = (
  status: number,
  error: ArmErrorBody,
  headers: Readonly<Record<string, string>> = {},
): FaultAction => ({ kind: 'answer', answer: { status, headers, body: { error } } });
const drop = (when: DropStage): FaultAction => ({ kind: 'drop', when });
const operation = (effects: OperationEffects): FaultAction => ({ kind: 'operation', ...effects });

/** Somebody marks the gateway, and nothing else. */
const marked = (document: RawGateway): RawGateway => ({
  ...document,
  tags: { ...document.tags, 'other-writer': 'was here' },
});

export const NAMED_FAULTS = {
  overQuota: { on: 'put', action: answer(429, OVER_QUOTA, { 'retry-after': '17' }) },
  readOverQuota: { on: 'get', action: answer(429, OVER_QUOTA, { 'retry-after': '11' }) },
  locked: { on: 'put', action: answer(429, LOCKED, { 'retry-after': '10' }) },
  inProgress: {
    on: 'put',
    action: answer(409, { code: CONFIRMED.anotherOperation, message: IN_PROGRESS }),
  },
  internalError: { on: 'put', action: answer(500, BROKEN) },
  unavailable: {
    on: 'put',
    action: answer(503, { code: 'ServiceUnavailable', message: 'The service is unavailable.' }),
  },
  readUnavailable: {
    on: 'get',
    action: answer(503, { code: 'ServiceUnavailable', message: 'The service is unavailable.' }),
  },

  putDroppedUnread: { on: 'put', action: drop('unread') },
  putDropped: { on: 'put', action: drop('before') },
  putAnswerDropped: { on: 'put', action: drop('after') },
  putAnswerBroken: { on: 'put', action: drop('middle') },
  pollDropped: { on: 'operation', action: drop('before') },
  pollAnswerBroken: { on: 'operation', action: drop('middle') },
  readDropped: { on: 'get', action: drop('before') },
  readAnswerBroken: { on: 'get', action: drop('middle') },

  operationSlow: { on: 'put', action: operation({ latencyMs: 8 * MINUTE }) },
  operationHangs: { on: 'put', action: operation({ latencyMs: 40 * MINUTE }) },
  operationFails: { on: 'put', action: operation({ failure: BROKEN }) },
  operationFailsLate: { on: 'put', action: operation({ latencyMs: 25 * MINUTE, failure: BROKEN }) },
  operationCanceled: { on: 'put', action: operation({ canceled: true }) },

  vaultSecretMissing: { on: 'put', action: operation({ vault: 'missing' }) },
  vaultSecretDisabled: { on: 'put', action: operation({ vault: 'disabled' }) },
  vaultDenied: { on: 'put', action: operation({ vault: 'denied' }) },
  vaultFirewall: { on: 'put', action: operation({ vault: 'firewall' }) },

  subnetJoin: { on: 'put', action: { kind: 'surroundings', problem: 'subnetJoin' } },
  identityAssign: { on: 'put', action: { kind: 'surroundings', problem: 'identityAssign' } },
  vaultAccess: { on: 'put', action: { kind: 'surroundings', problem: 'vaultAccess' } },
  subnetOccupied: { on: 'put', action: { kind: 'surroundings', problem: 'subnetOccupied' } },
  subnetSecurityGroup: { on: 'put', action: { kind: 'surroundings', problem: 'subnetSecurityGroup' } },
  subnetRoutes: { on: 'put', action: { kind: 'surroundings', problem: 'subnetRoutes' } },

  failed: { on: 'get', action: { kind: 'state', provisioningState: 'Failed' } },
  stopped: { on: 'get', action: { kind: 'state', operationalState: 'Stopped' } },
  starting: { on: 'get', action: { kind: 'state', operationalState: 'Starting' } },
  overtaken: { on: 'put', action: { kind: 'otherWriter', edit: marked } },
  superseded: { on: 'put', action: { kind: 'otherWriter', afterMs: 1_000, edit: marked } },
} as const satisfies Readonly<Record<string, NamedFault>>;

export type FaultName = keyof typeof NAMED_FAULTS;
export const FAULT_NAMES = Object.keys(NAMED_FAULTS) as readonly FaultName[];
