/** Following an operation: its status, and what it came to. */
import type { Answer } from '../faults/fault.ts';
import type { Operation, Operations } from '../operations.ts';
import { PATHS } from './paths.ts';
import { ArmRefusal } from './refusal.ts';
import type { Route } from './route.ts';
import type { Call } from './serve.ts';

export const operationRoutes = (operations: Operations): readonly Route[] => [
  {
    kind: 'operation',
    method: 'GET',
    path: PATHS.operation,
    handler: (call) => ({ status: 200, body: operationOf(operations, call).body }),
  },
  {
    kind: 'operationResult',
    method: 'GET',
    path: PATHS.operationResult,
    handler: (call) => resultOf(operationOf(operations, call), call),
  },
];

/** 202 while it runs, then what the operation came to. */
function resultOf({ body, result }: Operation, { baseUrl, url }: Call): Answer {
  if (body.status === 'InProgress') return { status: 202, headers: { location: `${baseUrl}${url}` } };
  return result ?? { status: 500, body: { error: body.error } };
}

function operationOf(operations: Operations, { params }: Call): Operation {
  const id = params['id'] ?? '';
  const operation = operations.get(id);
  if (operation) return operation;
  throw new ArmRefusal(404, { code: 'NotFound', message: `The operation ${id} was not found.` });
}
