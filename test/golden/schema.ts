/** ARM's own schema of the resource, which lies beside the repository and not in it, as validators. */
import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { RawGateway } from '../../src/appgw/wire.ts';

interface Schema {
  readonly [keyword: string]: unknown;
}
type Validator = (document: RawGateway) => readonly string[];

const FILE = new URL(
  '../../../shared/azure-openapi/applicationGateway.schema.2026-01-01.json',
  import.meta.url,
);
const ROOT = 'ApplicationGateway';

export const ARM_SCHEMA: Schema | null = existsSync(FILE)
  ? (JSON.parse(readFileSync(FILE, 'utf8')) as Schema)
  : null;

/** Types, bounds and required members; unknown members pass, as others may have put them there. */
export const openValidator = (schema: Schema): Validator => compile(schema);

/** Also refuses members that are unknown or read-only, and values beyond the known ones. */
export const strictValidator = (schema: Schema): Validator => compile(strict(schema));

function compile(schema: Schema): Validator {
  const { $defs } = schema;
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile({
    $ref: `#/$defs/${ROOT}`,
    $defs,
  });
  return (document) =>
    validate(document)
      ? []
      : (validate.errors ?? []).map(
          ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
        );
}

function strict(schema: Schema): Schema {
  const definitions = Object.entries(schema['$defs'] as Schema).map(([name, definition]) => [
    name,
    // The envelope of the gateway itself is echoed with the name and type that the service gave it.
    name === ROOT ? definition : close(definition as Schema),
  ]);
  return { ...schema, $defs: Object.fromEntries(definitions) };
}

function close(definition: Schema): Schema {
  const properties = definition['properties'] as { readonly [member: string]: Schema } | undefined;
  if (!properties) return definition;
  const closed = Object.entries(properties).map(([member, property]) => {
    const known = property['x-knownValues'];
    return [member, property['readOnly'] === true ? false : known ? { ...property, enum: known } : property];
  });
  return { additionalProperties: false, ...definition, properties: Object.fromEntries(closed) };
}
