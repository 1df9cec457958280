/** What ARM said to a command that reads from it: the user's to solve. */
import { armDiagnostic } from '../controller/arm-diagnostic.ts';
import { ArmError } from '../controller/arm-error.ts';
import { render } from '../diagnostics/render.ts';
import { CliFailure } from './failure.ts';

/** For `catch`: everything else is thrown on. */
export const refuseArm =
  (gateway: string) =>
  (error: unknown): never => {
    if (!(error instanceof ArmError)) throw error;
    const { message, hint } = render(armDiagnostic(error, gateway));
    throw new CliFailure(`${message} ${hint}`, { cause: error });
  };
