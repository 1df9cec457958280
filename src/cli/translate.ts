/** `translate`: the document that would be PUT, on standard output. */
import type { RawGateway } from '../appgw/wire.ts';
import type { Config } from '../config/schema.ts';
import { redact } from '../plan/redact.ts';
import { BLANK_GATEWAY } from './blank-gateway.ts';
import { EXIT } from './failure.ts';
import { printDiagnostics, type DiagnosticsFormat, type Io } from './io.ts';
import { preview } from './preview.ts';
import { readGateway } from './read-gateway.ts';

export interface TranslateOptions {
  readonly filename: readonly string[];
  readonly gateway?: string;
  readonly output: 'json' | 'yaml';
  readonly secrets: 'redact' | 'include';
  readonly diagnostics: DiagnosticsFormat;
}

export async function translate(options: TranslateOptions, config: Config, io: Io): Promise<number> {
  const gateway = options.gateway === undefined ? BLANK_GATEWAY : await readGateway(options.gateway, io.cwd);
  const { plan, diagnostics, hasErrors } = await preview(options.filename, gateway, config, io);
  printDiagnostics(diagnostics, options.diagnostics, io.stderr);
  const document = options.secrets === 'include' ? plan.document : redact(plan.document);
  io.stdout.write(await format(document, options.output));
  return hasErrors ? EXIT.errors : EXIT.ok;
}

async function format(document: RawGateway, output: TranslateOptions['output']): Promise<string> {
  if (output === 'json') return `${JSON.stringify(document, null, 2)}\n`;
  const { stringify } = await import('yaml');
  return stringify(document, { aliasDuplicateObjects: false });
}
