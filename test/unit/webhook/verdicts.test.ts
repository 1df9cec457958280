import test from 'ava';
import type { Code, Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { modeOf, type Mode } from '../../../src/webhook/verdicts.ts';

const verdict = test.macro({
  exec: (t, code: Code, mode: Mode, expected: Mode, codes: Readonly<Record<string, Mode>> = {}) =>
    t.is(modeOf({ code, object: null, detail: {} } as Diagnostic, mode, codes), expected),
  title: (_, code: Code, mode: Mode, expected: Mode, codes?: object) =>
    `${code} where it is ${mode}${codes ? ` ${JSON.stringify(codes)}` : ''}: ${expected}`,
});
test(verdict, 'PATH_CONFLICT', 'enforce', 'enforce');
test(verdict, 'PATH_CONFLICT', 'warn', 'warn');
test(verdict, 'PATH_CONFLICT', 'off', 'off');
test(verdict, 'PATH_CONFLICT', 'enforce', 'warn', { PATH_CONFLICT: 'warn' });
test(verdict, 'PATH_CONFLICT', 'enforce', 'off', { PATH_CONFLICT: 'off' });
test(verdict, 'PATH_CONFLICT', 'warn', 'warn', { PATH_CONFLICT: 'enforce' });
test(verdict, 'LIMIT_REACHED', 'enforce', 'warn');
test(verdict, 'LIMIT_REACHED', 'enforce', 'enforce', { LIMIT_REACHED: 'enforce' });
test(verdict, 'BACKEND_SERVICE_MISSING', 'enforce', 'warn');
test(verdict, 'TLS_SECRET_MISSING', 'enforce', 'off');
test(verdict, 'NO_ENDPOINTS', 'enforce', 'off');
