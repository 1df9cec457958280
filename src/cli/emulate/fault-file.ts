/**
 * `--faults FILE`: how ARM misbehaves, as a list of steps in YAML or JSON. Each is used for the next calls of its kind;
 * a known fault brings its kind with it. `docs/emulator.md` has every form.
 *
 *   - { fault: locked, times: 2 }
 *   - { on: put, answer: { status: 429, headers: { retry-after: "10" } } }
 *   - { on: get, skip: 1, drop: before }
 */
import { z } from 'zod';
import type { ArmErrorBody, RawGateway } from '../../appgw/wire.ts';
import { VAULT_PROBLEMS } from '../../emulator/arm/certificates/vault-problems.ts';
import { FAULT_NAMES, NAMED_FAULTS } from '../../emulator/arm/faults/catalogue.ts';
import type { CallKind, Fault, FaultAction } from '../../emulator/arm/faults/fault.ts';
import { scripted, type ScriptStep } from '../../emulator/arm/faults/scripted.ts';
import { SURROUNDINGS } from '../../emulator/arm/validate/surroundings.ts';
import { durationIn } from '../values.ts';
import { readChecked } from './checked-yaml.ts';
import { mergePatch } from './merge-patch.ts';

const KINDS = [
  'get',
  'list',
  'put',
  'patch',
  'delete',
  'start',
  'stop',
  'backendHealth',
  'operation',
  'operationResult',
  'publicIPAddress',
  'getFirewallPolicy',
  'listFirewallPolicies',
  'putFirewallPolicy',
  'deleteFirewallPolicy',
] as const satisfies readonly CallKind[];

const DURATION = z.string().transform((text, context) => {
  const ms = durationIn(text);
  if (ms === null) context.addIssue('a duration like 250ms, 20s or 2m');
  return ms ?? 0;
});
const ANSWER = z.strictObject({
  status: z.int().min(200).max(599),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.json().optional(),
});
const FAILURE: z.ZodType<ArmErrorBody> = z.strictObject({
  code: z.string(),
  message: z.string(),
  get details() {
    return z.array(FAILURE).default([]);
  },
});
const OPERATION = z.strictObject({
  latency: DURATION.optional(),
  failure: FAILURE.optional(),
  canceled: z.boolean().optional(),
  vault: z.enum(VAULT_PROBLEMS).optional(),
});
const STATE = z.strictObject({
  provisioningState: z.enum(['Succeeded', 'Failed']).optional(),
  operationalState: z.enum(['Running', 'Starting', 'Stopping', 'Stopped']).optional(),
});
const WRITER = z.strictObject({ after: DURATION.optional(), merge: z.record(z.string(), z.json()) });
const ACTIONS = z.strictObject({
  answer: ANSWER.optional(),
  delay: DURATION.optional(),
  drop: z.enum(['unread', 'before', 'middle', 'after']).optional(),
  operation: OPERATION.optional(),
  surroundings: z.enum(SURROUNDINGS).optional(),
  state: STATE.optional(),
  otherWriter: WRITER.optional(),
});
const USES = { times: z.int().min(1).default(1), skip: z.int().min(0).default(0) };
const SPELT = ACTIONS.extend({ on: z.enum(KINDS), ...USES }).transform(
  ({ on, times, skip, ...asked }, context): ScriptStep => {
    const [action, ...more] = actionsOf(asked);
    if (action && more.length === 0) return { on, times, skip, action };
    context.addIssue(`needs exactly one of ${Object.keys(ACTIONS.shape).join(', ')}`);
    return z.NEVER;
  },
);
const KNOWN = z
  .strictObject({ fault: z.enum(FAULT_NAMES), ...USES })
  .transform(({ fault, times, skip }): ScriptStep => ({ ...NAMED_FAULTS[fault], times, skip }));
const SCRIPT = z.array(
  z.unknown().transform((step, context): ScriptStep => {
    const form = typeof step === 'object' && step !== null && 'fault' in step ? KNOWN : SPELT;
    const checked = form.safeParse(step);
    if (checked.success) return checked.data;
    for (const { path, message } of checked.error.issues) context.addIssue({ code: 'custom', path, message });
    return z.NEVER;
  }),
);

export const readFaultFile = async (flag: string, file: string, cwd: string): Promise<Fault> =>
  scripted(await readChecked(flag, file, cwd, SCRIPT));

function actionsOf(asked: z.output<typeof ACTIONS>): readonly FaultAction[] {
  const { answer, delay, drop, operation, surroundings, state, otherWriter } = asked;
  return [
    ...(answer ? [{ kind: 'answer', answer } as const] : []),
    ...(delay === undefined ? [] : [{ kind: 'delay', ms: delay } as const]),
    ...(drop ? [{ kind: 'drop', when: drop } as const] : []),
    ...(operation ? [operationAction(operation)] : []),
    ...(surroundings ? [{ kind: 'surroundings', problem: surroundings } as const] : []),
    ...(state ? [stateAction(state)] : []),
    ...(otherWriter ? [writerAction(otherWriter)] : []),
  ];
}

const operationAction = ({ latency, failure, canceled, vault }: z.output<typeof OPERATION>): FaultAction => ({
  kind: 'operation',
  ...(latency === undefined ? {} : { latencyMs: latency }),
  ...(failure ? { failure } : {}),
  ...(canceled ? { canceled } : {}),
  ...(vault ? { vault } : {}),
});

const stateAction = ({ provisioningState, operationalState }: z.output<typeof STATE>): FaultAction => ({
  kind: 'state',
  ...(provisioningState ? { provisioningState } : {}),
  ...(operationalState ? { operationalState } : {}),
});

const writerAction = ({ after, merge }: z.output<typeof WRITER>): FaultAction => ({
  kind: 'otherWriter',
  ...(after === undefined ? {} : { afterMs: after }),
  edit: (document) => mergePatch({ ...document }, merge) as unknown as RawGateway,
});
