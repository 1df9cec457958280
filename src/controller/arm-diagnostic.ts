/** An `ArmError` in the words of the catalogue; it concerns the gateway, so no object is named here. */
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { ArmError, ArmErrorKind } from './arm-error.ts';

export const armDiagnostic = (error: ArmError, gateway: string): Diagnostic =>
  WORDS[error.kind](error, gateway);

const WORDS: { readonly [kind in ArmErrorKind]: (error: ArmError, gateway: string) => Diagnostic } = {
  transient: (error) => diagnose('ARM_UNAVAILABLE', null, said(error)),
  throttled: ({ retryAfterMs }) => diagnose('ARM_THROTTLED', null, { seconds: seconds(retryAfterMs) }),
  conflict: (error) => diagnose('GATEWAY_WRITE_CONFLICT', null, said(error)),
  invalid: (error) => diagnose('ARM_REFUSED', null, said(error)),
  forbidden: (error) =>
    error.forbidden === null
      ? diagnose('ARM_OPERATOR_NEEDED', null, said(error))
      : diagnose('ARM_PERMISSION_MISSING', null, error.forbidden),
  notFound: (_error, gateway) => diagnose('GATEWAY_NOT_FOUND', null, { gateway }),
  bug: (error) => diagnose('ARM_BODY_REJECTED', null, said(error)),
};

const said = ({ code, message }: ArmError) => ({ code, message });
const seconds = (ms: number | null): number | null => (ms === null ? null : Math.ceil(ms / 1000));
