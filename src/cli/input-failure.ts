/** Why manifests are no input at all, in the words of the command line. */
import { render } from '../diagnostics/render.ts';
import { InputError } from '../manifests/errors.ts';
import { CliFailure } from './failure.ts';

/** For `catch`: everything else is thrown on. */
export function refuseInput(error: unknown): never {
  if (!(error instanceof InputError)) throw error;
  const reasons = error.diagnostics.map((diagnostic) => {
    const { source, message } = render(diagnostic);
    return `\n  ${source ? `${source.file}:${source.line}:${source.column}: ` : ''}${message}`;
  });
  throw new CliFailure(error.message + reasons.join(''), { cause: error });
}
