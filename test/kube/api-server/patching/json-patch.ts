/** JSON patch (RFC 6902). */
import { isDeepStrictEqual } from 'node:util';
import { badRequest, failureStatus, ApiFailure } from '../failures.ts';
import { clone, isMap } from '../objects.ts';
import type { Draft } from '../objects.ts';

export function jsonPatch(target: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw badRequest('error decoding patch: a list of operations is expected');
  return operations.reduce<unknown>((document, operation) => apply(document, operation), clone(target));
}

const refused = (reason: string): ApiFailure =>
  new ApiFailure(
    failureStatus(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: ${reason}`,
    ),
  );

function apply(document: unknown, operation: unknown): unknown {
  if (!isMap(operation) || typeof operation['path'] !== 'string') {
    throw badRequest('error decoding patch: an operation needs op and path');
  }
  const { op, value, from } = operation;
  const path = pointer(operation['path']);
  switch (op) {
    case 'test':
      if (!isDeepStrictEqual(read(document, path), value)) throw refused(`testing path ${operation['path']}`);
      return document;
    case 'add':
      return write(document, path, value, 'add');
    case 'replace':
      read(document, path);
      return write(document, path, value, 'replace');
    case 'remove':
      return write(document, path, undefined, 'remove');
    case 'copy':
      return write(document, path, clone(read(document, pointer(String(from)))), 'add');
    case 'move': {
      const moved = read(document, pointer(String(from)));
      return write(write(document, pointer(String(from)), undefined, 'remove'), path, moved, 'add');
    }
    default:
      throw badRequest(`error decoding patch: unexpected operation ${String(op)}`);
  }
}

const pointer = (path: string): string[] =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

const read = (document: unknown, path: readonly string[]): unknown =>
  path.reduce((value, part) => memberOf(value, part, path), document);

function memberOf(value: unknown, part: string, path: readonly string[]): unknown {
  if (Array.isArray(value) && Number(part) < value.length) return value[Number(part)];
  if (isMap(value) && Object.hasOwn(value, part)) return value[part];
  throw refused(`the path /${path.join('/')} does not exist`);
}

type Change = 'add' | 'replace' | 'remove';

/** The document is a private copy: it is written in place. */
function write(document: unknown, path: readonly string[], value: unknown, change: Change): unknown {
  const last = path.at(-1);
  if (last === undefined) return value;
  const parent = read(document, path.slice(0, -1));
  if (Array.isArray(parent)) writeElement(parent, last, value, change);
  else if (!isMap(parent)) throw refused(`the path /${path.join('/')} does not exist`);
  else if (change === 'remove') {
    memberOf(parent, last, path);
    delete (parent as Draft)[last];
  } else (parent as Draft)[last] = value;
  return document;
}

function writeElement(list: unknown[], part: string, value: unknown, change: Change): void {
  const index = part === '-' ? list.length : Number(part);
  if (!Number.isInteger(index) || index > list.length) throw refused(`the index ${part} is out of bounds`);
  if (change === 'add') list.splice(index, 0, value);
  else if (change === 'remove') list.splice(index, 1);
  else list[index] = value;
}
