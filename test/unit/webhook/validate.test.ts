import test from 'ava';
import type { ClusterObject, Ingress } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import type { GatewayTarget } from '../../../src/controller/gateway-targets.ts';
import { createJudge } from '../../../src/cli/run/judge.ts';
import { CONFIG } from '../../../src/config/schema.ts';
import { validate } from '../../../src/webhook/validate.ts';
import type { Mode } from '../../../src/webhook/verdicts.ts';
import { CLASS, ingress, service, slice } from '../../helpers/objects.ts';

const target: GatewayTarget = {
  object: null,
  resourceId: 'x',
  settings: { config: CONFIG.parse({}), conventionalClass: CLASS },
};
const judge = createJudge(() => [target]);
const BACKEND = [service(), slice(['10.0.0.1'])];

interface Case {
  readonly before?: readonly ClusterObject[];
  readonly label?: string;
  readonly mode?: Mode;
  readonly codes?: Readonly<Record<string, Mode>>;
}
function codesOf(made: Ingress, { before = [], label, mode = 'enforce', codes = {} }: Case) {
  const namespace = { kind: 'Namespace', metadata: { namespace: '', name: 'shop' } } as const;
  const labels = { 'appgw-ingress.dev/validate': label ?? '' };
  const snapshot = createSnapshot(
    [...BACKEND, ...before, { ...namespace, metadata: { ...namespace.metadata, labels } }],
    0,
  );
  const { refusal, warnings } = validate(snapshot, made, { mode, codes, judge });
  const names = (text: string): readonly string[] => text.match(/\[[A-Z_]+\]/g) ?? [];
  return [refusal === null ? 'allowed' : 'refused', ...names(refusal ?? ''), ...warnings.flatMap(names)].join(
    ' ',
  );
}
const says = test.macro((t, made: Ingress, expected: string, about: Case = {}) =>
  t.is(codesOf(made, about), expected),
);

const PATH = { 'a.com': ['/ web'] };
const older = ingress({ name: 'older', age: 1, rules: { 'a.com': ['/ api'] } });
const good = ingress({ rules: PATH });
const wrong = ingress({ rules: PATH, sslRedirect: 'maybe' });
const refused = 'refused [ANNOTATION_INVALID]';
const warned = 'allowed [ANNOTATION_INVALID]';

test('a good one', says, good, 'allowed');
test('a wrong annotation', says, wrong, refused);
test('of another class', says, ingress({ className: 'nginx', sslRedirect: 'maybe' }), 'allowed');
test('a path that somebody has', says, good, 'refused [PATH_CONFLICT]', { before: [older] });
test(
  'a path that somebody younger has: he loses it, which is his',
  says,
  ingress({ name: 'first', age: 0, rules: PATH }),
  'allowed',
  {
    before: [older],
  },
);
test('a Secret that may come yet', says, ingress({ rules: PATH, tls: [['cert', 'a.com']] }), 'allowed');
test(
  'a Service that may come yet',
  says,
  ingress({ rules: { 'a.com': ['/ new'] } }),
  'allowed [BACKEND_SERVICE_MISSING]',
);
test(
  'in what gateways cannot express',
  says,
  ingress({ rules: { 'a.com': ['~/a*b web'] } }),
  'refused [PATH_NOT_EXPRESSIBLE]',
);

test('warned only', says, wrong, warned, { mode: 'warn' });
test('switched off', says, wrong, 'allowed', { mode: 'off' });
test('the namespace wants to be warned', says, wrong, warned, { label: 'warn' });
test('the namespace wants more', says, wrong, refused, { mode: 'off', label: 'enforce' });
test('a label that says nothing', says, wrong, refused, { label: 'yes' });
test('by code', says, wrong, warned, { codes: { ANNOTATION_INVALID: 'warn' } });

test('as bad as before: a finalizer is removed', says, wrong, 'allowed', { before: [wrong] });
test(
  'as bad as before, and changed',
  says,
  ingress({ rules: { 'b.com': ['/ web'] }, sslRedirect: 'maybe' }),
  'allowed',
  {
    before: [wrong],
  },
);
test('made worse', says, wrong, refused, { before: [good] });
test('made better', says, good, 'allowed', { before: [wrong] });

test('the text is that of the catalogue, with what to do', (t) => {
  const { refusal } = validate(createSnapshot(BACKEND, 0), wrong, { mode: 'enforce', codes: {}, judge });
  t.regex(refusal ?? '', /ssl-redirect.*\[ANNOTATION_INVALID\] Correct the value/);
});
