/** Rewrites on the way back, by the rules that the request left pending. */
import { ASSUMPTIONS } from '../assumptions.ts';
import { MATCHED } from '../compile/rewrite-values.ts';
import type { HeaderEdit } from '../compile/rewrites.ts';
import type { Exchange } from './exchange.ts';
import { requestReader } from './rewrite-request.ts';
import { evaluate, find, render } from './rewrite-terms.ts';
import type { Captures, ReadVariable } from './rewrite-terms.ts';
import { readServerVariable } from './server-variables.ts';

/** Flat lists of names and values. */
export function rewriteResponse(
  exchange: Exchange,
  status: number,
  headers: readonly string[],
): readonly string[] {
  let current = headers;
  for (const { rewrite, captures } of exchange.rewritten.pending) {
    const read = responseReader(exchange, status, ASSUMPTIONS.laterRulesSeeRewrites ? current : headers);
    const held = evaluate(rewrite.responseConditions, read, captures);
    if (!held) continue;
    current = rewrite.responseHeaders.reduce((list, edit) => applyEdit(list, edit, read, held), current);
  }
  return current;
}

function responseReader(exchange: Exchange, status: number, headers: readonly string[]): ReadVariable {
  const readRequest = requestReader(exchange, exchange.rewritten.headers);
  return (variable) => {
    if (variable.kind === 'responseHeader') return readHeader(headers, variable.name);
    if (variable.kind === 'server') return readServerVariable(variable.name, exchange, status);
    return readRequest(variable);
  };
}

function readHeader(headers: readonly string[], name: string): string {
  const values = pairs(headers).flatMap(([key, value]) => (key.toLowerCase() === name ? [value] : []));
  return ASSUMPTIONS.repeatedHeaderReadsAsFirst ? (values[0] ?? '') : values.join(', ');
}

/** Without a matcher all headers of the name become one: whoever rewrites `Set-Cookie` so loses the other cookies. */
function applyEdit(
  headers: readonly string[],
  { name, value, matcher }: HeaderEdit,
  read: ReadVariable,
  captures: Captures,
): readonly string[] {
  const isNamed = (key: string): boolean => key.toLowerCase() === name.toLowerCase();
  const header = (caught: Captures): string[] => {
    const text = render(value, read, caught);
    return text === '' ? [] : [name, text];
  };
  if (!matcher) {
    const others = pairs(headers).filter(([key]) => !isNamed(key));
    return [...others.flat(), ...header(captures)];
  }
  return pairs(headers).flatMap(([key, present]) => {
    const found = find(matcher.pattern, present);
    if (!isNamed(key) || (found !== null) === matcher.negate) return [key, present];
    return header(found ? new Map([...captures, [MATCHED, found]]) : captures);
  });
}

const pairs = (headers: readonly string[]): readonly (readonly [string, string])[] =>
  Array.from({ length: headers.length / 2 }, (_, at) => [headers[at * 2] ?? '', headers[at * 2 + 1] ?? '']);
