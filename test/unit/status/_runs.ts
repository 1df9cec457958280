/** Runs of a gateway in one line each, for tests of what its object says. */
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import type { GatewayFailure, RunState } from '../../../src/status/verdicts.ts';

export const WEB = { kind: 'Ingress', namespace: 'shop', name: 'web' };
export const HELD = diagnose('FRONTEND_MISSING', WEB, { frontend: 'public' });

export const run = (outcome: RunState['outcome'], more: Partial<RunState> = {}): RunState => ({
  outcome,
  failure: null,
  diagnostics: [],
  ...more,
});
export const failure = (
  kind: GatewayFailure['kind'],
  diagnostics: RunState['diagnostics'] = null,
): RunState => run('failed', { failure: { kind, code: 'C', message: 'm' }, diagnostics });
