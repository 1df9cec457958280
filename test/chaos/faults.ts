/** ARM's ways to misbehave, one call at a time; each is used up after so many hits. */
import type { CallKind, FaultAction } from '../../src/emulator/arm/faults/fault.ts';
import type { FaultKind } from './steps.ts';

export interface Misbehaviour {
  readonly on: CallKind;
  readonly action: FaultAction;
}

const answer = (status: number, code: string, headers: Record<string, string> = {}): FaultAction => ({
  kind: 'answer',
  answer: { status, headers, body: { error: { code, message: `${code}.` } } },
});
const drop = (when: 'before' | 'after'): FaultAction => ({ kind: 'drop', when });
const failure = (code: string): FaultAction => ({
  kind: 'operation',
  failure: { code, message: `${code}.`, details: [] },
});

export const HANG_MS = 8 * 60_000;

export const MISBEHAVIOURS: Readonly<Record<FaultKind, Misbehaviour>> = {
  throttled: { on: 'put', action: answer(429, 'TooManyRequests', { 'retry-after': '17' }) },
  internalError: { on: 'put', action: answer(500, 'InternalServerError') },
  unavailable: { on: 'put', action: answer(503, 'ServiceUnavailable') },
  dropBefore: { on: 'put', action: drop('before') },
  dropAfter: { on: 'put', action: drop('after') },
  readDropped: { on: 'get', action: drop('before') },
  readThrottled: { on: 'get', action: answer(429, 'TooManyRequests', { 'retry-after': '11' }) },
  pollDropped: { on: 'operation', action: drop('before') },
  operationFails: { on: 'put', action: failure('InternalServerError') },
  operationRefused: { on: 'put', action: failure('ApplicationGatewaySslCertificateInvalidData') },
  operationHangs: { on: 'put', action: { kind: 'operation', latencyMs: HANG_MS } },
};
