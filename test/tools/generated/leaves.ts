/** The fields of a schema, depth first, each with its path. */
import { z } from 'zod';

export type Schema = z.core.JSONSchema.BaseSchema;

export interface Field {
  /** `gateway.address.type`; of the items of a list `conditions[].type`. */
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

export const inputSchema = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { target: 'draft-7', io: 'input', reused: 'inline' });

export const propertiesOf = (schema: Schema): readonly (readonly [string, Schema])[] =>
  Object.entries(schema.properties ?? {}) as [string, Schema][];

export function* fieldsOf(schema: Schema, prefix = ''): Generator<Field> {
  for (const [name, property] of propertiesOf(schema)) {
    const path = `${prefix}${name}`;
    yield { path, schema: property, required: schema.required?.includes(name) ?? false };
    yield* fieldsOf(property, `${path}.`);
    const { items } = property;
    if (typeof items === 'object' && !Array.isArray(items)) yield* fieldsOf(items, `${path}[].`);
  }
}

/** A group only holds others; it is nothing that one can set by itself. */
export const isGroup = ({ schema }: Field): boolean => propertiesOf(schema).length > 0;

export function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.type === 'array') {
    const { type } = (schema.items ?? {}) as Schema;
    return `list of ${type === 'object' ? 'objects' : 'texts'}`;
  }
  if (schema.format === 'date-time') return 'time';
  return WORDS[String(schema.type)] ?? String(schema.type);
}

const WORDS: Readonly<Record<string, string>> = { string: 'text', integer: 'number', object: 'map' };
