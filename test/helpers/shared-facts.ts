/**
 * The captured answers of the real service, which lie beside the repository and not in it. A test that needs them
 * says loudly that it did not run where they are missing.
 */
import { existsSync, readFileSync } from 'node:fs';
import type { ExecutionContext } from 'ava';
import type { RawGateway } from '../../src/appgw/wire.ts';

const EXAMPLES = new URL('../../../shared/azure-openapi/examples/', import.meta.url);

/** Null, and a line in the log of the test, where the file is missing. */
function readExample(t: ExecutionContext, file: string): Record<string, unknown> | null {
  const url = new URL(file, EXAMPLES);
  if (existsSync(url)) return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
  t.log(`NOT TESTED: ../shared/azure-openapi/examples/${file} is absent`);
  t.pass();
  return null;
}

interface Capture {
  readonly put: { readonly body: RawGateway };
  readonly get: { readonly body: RawGateway };
}

/** A PUT response and the GET after it, of a v2 gateway. */
export const readCapture = (t: ExecutionContext): Capture | null =>
  readExample(t, 'observed-put-get.azure-cli.2025-07-01.json') as Capture | null;

/** Microsoft's own example of a GET, with nearly every collection there is. */
export function readGetExample(t: ExecutionContext): RawGateway | null {
  const example = readExample(t, 'ApplicationGatewayGet.json') as {
    readonly responses: { readonly '200': { readonly body: RawGateway } };
  } | null;
  return example && example.responses['200'].body;
}
