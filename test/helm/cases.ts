/** The golden cases: every folder below `test/golden/helm` with a `values.yaml`; `npm run golden:helm` rewrites `out.yaml`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderText } from './helm.ts';

const ROOT = fileURLToPath(new URL('../golden/helm', import.meta.url));

export interface ChartCase {
  readonly name: string;
  readonly values: string;
  readonly out: string;
}

export const CASES: readonly ChartCase[] = readdirSync(ROOT).map((name) => ({
  name,
  values: join(ROOT, name, 'values.yaml'),
  out: join(ROOT, name, 'out.yaml'),
}));

export const renderCase = ({ values }: ChartCase): Promise<string> => renderText(['--values', values]);
