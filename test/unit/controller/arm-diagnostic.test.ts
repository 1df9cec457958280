import test from 'ava';
import { armDiagnostic } from '../../../src/controller/arm-diagnostic.ts';
import { ArmError } from '../../../src/controller/arm-error.ts';
import type { ArmErrorFields, ArmErrorKind } from '../../../src/controller/arm-error.ts';
import { render } from '../../../src/diagnostics/render.ts';

const rendered = (kind: ArmErrorKind, more: Partial<ArmErrorFields> = {}) =>
  render(
    armDiagnostic(new ArmError({ code: 'SomeCode', message: 'some text', kind, ...more }), '/gateways/dev'),
  );
const permission = { action: 'a/b', scope: '/s' };

for (const [kind, more, severity, code, words] of [
  ['transient', {}, 'warning', 'ARM_UNAVAILABLE', /SomeCode: some text/],
  ['throttled', { retryAfterMs: 1500 }, 'warning', 'ARM_THROTTLED', /wait 2 s\./],
  ['throttled', {}, 'warning', 'ARM_THROTTLED', /the subscription\.$/],
  ['conflict', {}, 'warning', 'GATEWAY_WRITE_CONFLICT', /SomeCode: some text/],
  ['invalid', {}, 'error', 'ARM_REFUSED', /SomeCode: some text/],
  ['forbidden', {}, 'error', 'ARM_OPERATOR_NEEDED', /SomeCode: some text/],
  ['forbidden', { forbidden: permission }, 'error', 'ARM_PERMISSION_MISSING', /a\/b on \/s/],
  ['notFound', {}, 'error', 'GATEWAY_NOT_FOUND', /\/gateways\/dev/],
  ['bug', {}, 'error', 'ARM_BODY_REJECTED', /SomeCode: some text/],
] as const) {
  test(`${kind} ${JSON.stringify(more)} is told as ${code}`, (t) => {
    const diagnostic = rendered(kind, more);
    t.like(diagnostic, { severity, code, object: null });
    t.regex(diagnostic.message, words);
  });
}
