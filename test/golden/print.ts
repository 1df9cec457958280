/** JSON for reviewers: lines are filled, and ids inside the gateway are short. */
import type { Json, JsonObject } from '../../src/appgw/wire.ts';

const WIDTH = 110;

export const printJson = (value: Json): string => `${print(value, '')}\n`;

function print(value: Json, indent: string): string {
  const line = inline(value);
  if (indent.length + line.length <= WIDTH || typeof value !== 'object' || value === null) return line;
  const inner = `${indent}  `;
  const [open, close, items] = Array.isArray(value)
    ? ['[', ']', (value as readonly Json[]).map((item) => print(item, inner))]
    : [
        '{',
        '}',
        Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${print(item, inner)}`),
      ];
  return `${open}\n${fill(items, inner)}\n${indent}${close}`;
}

/** As many items on a line as fit; one of several lines stands alone. */
function fill(items: readonly string[], indent: string): string {
  const lines: string[] = [];
  for (const item of items) {
    const last = lines.at(-1);
    const joined = `${last}, ${item}`;
    const fits = last !== undefined && !joined.includes('\n') && indent.length + joined.length < WIDTH;
    if (fits) lines[lines.length - 1] = joined;
    else lines.push(item);
  }
  return lines.map((line) => indent + line).join(',\n');
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${inline(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

/** `<gateway>/httpListeners/x` becomes `~/httpListeners/x`; the gateway's own id stays. */
export const shortenIds = (value: Json, gateway: string): Json =>
  mapText(value, (text) =>
    text.toLowerCase().startsWith(`${gateway.toLowerCase()}/`) ? `~${text.slice(gateway.length)}` : text,
  );

/** `{ "id": "x" }` becomes `"x"`. */
export function bareReferences(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(bareReferences);
  if (typeof value !== 'object' || value === null) return value;
  const { id, ...rest } = value as JsonObject;
  if (id !== undefined && Object.keys(rest).length === 0) return id;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, bareReferences(item)]));
}

export const expandIds = (value: Json, gateway: string): Json =>
  mapText(value, (text) => (text.startsWith('~/') ? gateway + text.slice(1) : text));

function mapText(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => mapText(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, item]) => [name, mapText(item, change)]),
  );
}
