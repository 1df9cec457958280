/** A schema with defaults -> values.yaml: every value with its default, under a comment that explains it. */
import { stringify } from 'yaml';
import type { z } from 'zod';
import { inputSchema, propertiesOf, type Schema } from './leaves.ts';

const WIDTH = 100;

export const valuesYaml = (schema: z.ZodType): string => section(inputSchema(schema), '');

function section(schema: Schema, indent: string): string {
  return propertiesOf(schema)
    .map(([name, property]) => {
      const separator = indent === '' ? '\n' : '';
      return separator + comment(property, indent) + entry(name, property, indent);
    })
    .join('');
}

function entry(name: string, property: Schema, indent: string): string {
  if (propertiesOf(property).length > 0) return `${indent}${name}:\n${section(property, `${indent}  `)}`;
  return stringify({ [name]: property.default }, { lineWidth: 0 }).replaceAll(/^(?=.)/gm, indent);
}

function comment({ description = '', enum: choices }: Schema, indent: string): string {
  const text = choices ? `${description} (${choices.join(' | ')})` : description;
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (indent.length + line.length + word.length < WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(` ${word}`);
  }
  return lines.map((line) => `${indent}#${line}\n`).join('');
}
