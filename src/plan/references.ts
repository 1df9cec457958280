/** Which sub-resources of a gateway a value refers to. Any id in it counts, known member or not: fail closed. */
import type { Json } from '../appgw/wire.ts';
import { isList, isObject } from './json.ts';
import { itemKey } from './live.ts';

const CHILD_ID = /\/providers\/microsoft\.network\/applicationgateways\/[^/]+\/([^/]+)\/([^/]+)/i;

/** Keys as `itemKey` makes them. A reference to a path rule is one to its map. */
export function* references(value: Json): Generator<string> {
  if (typeof value === 'string') {
    const match = value.startsWith('/') ? CHILD_ID.exec(value) : null;
    if (match) yield itemKey(match[1]!, match[2]!);
  } else if (isList(value) || isObject(value)) {
    for (const inner of Object.values(value)) yield* references(inner);
  }
}
