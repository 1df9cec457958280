/**
 * `--fault FILE`: how ARM misbehaves, as a list of steps in YAML or JSON. Each is used for the next calls of its kind.
 *
 *   - { on: put, answer: { status: 429, headers: { retry-after: "10" } }, times: 2 }
 *   - { on: put, operation: { latency: 3m, failure: { code: InternalServerError, message: "An error occurred." } } }
 *   - { on: get, delay: 5s }
 *   - { on: operation, drop: before }
 *   - { on: put, otherWriter: { after: 1s, merge: { tags: { owner: somebody } } } }
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import type { RawGateway } from '../../appgw/wire.ts';
import type { CallKind, Fault, FaultAction } from '../../emulator/arm/faults/fault.ts';
import { scripted, type ScriptStep } from '../../emulator/arm/faults/scripted.ts';
import { CliFailure } from '../failure.ts';
import { durationIn } from '../values.ts';
import { reasonOf } from '../reason.ts';
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
const FAILURE = z.strictObject({ code: z.string(), message: z.string() });
const ACTIONS = z.strictObject({
  answer: ANSWER.optional(),
  delay: DURATION.optional(),
  drop: z.enum(['before', 'after']).optional(),
  operation: z.strictObject({ latency: DURATION.optional(), failure: FAILURE.optional() }).optional(),
  otherWriter: z.strictObject({ after: DURATION, merge: z.record(z.string(), z.json()) }).optional(),
});
const STEP = ACTIONS.extend({ on: z.enum(KINDS), times: z.int().min(1).default(1) }).transform(
  ({ on, times, ...asked }, context): ScriptStep => {
    const [action, ...more] = actionsOf(asked);
    if (action && more.length === 0) return { on, times, action };
    context.addIssue('needs exactly one of answer, delay, drop, operation and otherWriter');
    return z.NEVER;
  },
);
const SCRIPT = z.array(STEP);

export async function readFaults(file: string, cwd: string): Promise<Fault> {
  try {
    const { parse } = await import('yaml');
    return scripted(SCRIPT.parse(parse(await readFile(resolve(cwd, file), 'utf8'))));
  } catch (cause) {
    throw new CliFailure(`--fault ${file}: ${reasonOf(cause)}`, { cause });
  }
}

function actionsOf(asked: z.output<typeof ACTIONS>): readonly FaultAction[] {
  const { answer, delay, drop, operation, otherWriter } = asked;
  return [
    ...(answer ? [{ kind: 'answer', answer } as const] : []),
    ...(delay === undefined ? [] : [{ kind: 'delay', ms: delay } as const]),
    ...(drop ? [{ kind: 'drop', when: drop } as const] : []),
    ...(operation ? [operationAction(operation)] : []),
    ...(otherWriter ? [writerAction(otherWriter)] : []),
  ];
}

const operationAction = ({
  latency,
  failure,
}: NonNullable<z.output<typeof ACTIONS>['operation']>): FaultAction => ({
  kind: 'operation',
  ...(latency === undefined ? {} : { latencyMs: latency }),
  ...(failure ? { failure } : {}),
});

const writerAction = ({
  after,
  merge,
}: NonNullable<z.output<typeof ACTIONS>['otherWriter']>): FaultAction => ({
  kind: 'otherWriter',
  afterMs: after,
  edit: (document) => mergePatch({ ...document }, merge) as unknown as RawGateway,
});
