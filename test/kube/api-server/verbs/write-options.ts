/** The query parameters of a writing request. */
import type { Call, Cluster } from '../cluster.ts';
import { badRequest } from '../failures.ts';
import type { Manager } from '../fields/managed-fields.ts';
import { timestamp } from '../objects.ts';
import type { ManagedFieldsEntry } from '../objects.ts';
import { apiVersionOf } from '../resources/definition.ts';

export interface WriteOptions {
  readonly manager: Manager;
  readonly dryRun: boolean;
  /** What becomes of members that the kind does not have. */
  readonly fieldValidation: 'Strict' | 'Warn' | 'Ignore';
}

export function writeOptions(
  cluster: Cluster,
  call: Call,
  operation: ManagedFieldsEntry['operation'] = 'Update',
): WriteOptions {
  const { query, resource, subresource } = call;
  const agent = call.userAgent.split('/')[0] ?? '';
  return {
    manager: {
      name: query.get('fieldManager') ?? (agent === '' ? 'unknown' : agent),
      operation,
      apiVersion: apiVersionOf(resource),
      subresource,
      time: timestamp(cluster.clock.now()),
    },
    dryRun: query.get('dryRun') === 'All',
    fieldValidation: fieldValidation(query.get('fieldValidation')),
  };
}

function fieldValidation(value: string | null): WriteOptions['fieldValidation'] {
  if (value === null || value === '') return 'Warn';
  if (value === 'Strict' || value === 'Warn' || value === 'Ignore') return value;
  throw badRequest(`fieldValidation: Unsupported value: "${value}"`);
}
