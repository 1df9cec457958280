/** A body on its way in: the right kind for its URL, of the right types, without unknown members. */
import { badRequest } from '../failures.ts';
import { clone, isMap, mapAt } from '../objects.ts';
import type { Draft, JsonMap } from '../objects.ts';
import { apiVersionOf } from '../resources/definition.ts';
import type { ResourceDefinition } from '../resources/definition.ts';
import { decodingProblem } from '../validation/decode.ts';
import type { WriteOptions } from './write-options.ts';

export interface Decoded {
  readonly draft: Draft;
  readonly warnings: readonly string[];
}

export function decode(
  resource: ResourceDefinition,
  body: JsonMap,
  { fieldValidation }: WriteOptions,
): Decoded {
  const { kind } = resource;
  const apiVersion = apiVersionOf(resource);
  if ((body['apiVersion'] ?? apiVersion) !== apiVersion || (body['kind'] ?? kind) !== kind) {
    throw badRequest(
      `${String(body['kind'])} in version "${String(body['apiVersion'])}" cannot be handled as a ${kind}: the API version in the data does not match the expected API version (${apiVersion})`,
    );
  }
  const problem = decodingProblem(kind, body);
  if (problem !== null) {
    throw badRequest(`${kind} in version "${resource.version}" cannot be handled as a ${kind}: ${problem}`);
  }
  const draft = clone({ ...body, apiVersion, kind, metadata: mapAt(body, 'metadata') }) as Draft;
  // A schema may let a member of a custom resource be null.
  dropNulls(resource.isCustom ? draft['metadata'] : draft);
  const unknown = resource.prune(draft).map((field) => `unknown field "${field}"`);
  if (unknown.length > 0 && fieldValidation === 'Strict') {
    throw badRequest(
      `${kind} in version "${resource.version}" cannot be handled as a ${kind}: strict decoding error: ${unknown.join(', ')}`,
    );
  }
  return { draft, warnings: fieldValidation === 'Warn' ? unknown : [] };
}

/** As Go reads it: null is the same as absent. */
function dropNulls(value: unknown): void {
  if (Array.isArray(value)) for (const item of value) dropNulls(item);
  if (!isMap(value)) return;
  for (const [name, member] of Object.entries(value)) {
    if (member === null) delete (value as Draft)[name];
    else dropNulls(member);
  }
}

export const draftMetadata = (draft: Draft): JsonMap => (isMap(draft['metadata']) ? draft['metadata'] : {});
