import type { Condition } from '../../cluster/objects.ts';
import { at, oneOf, requiredText, structs, type Field } from './fields.ts';

export const readConditions = (field: Field): readonly Condition[] | undefined =>
  structs(field, (condition) => ({
    type: requiredText(at(condition, 'type')),
    status: oneOf(at(condition, 'status'), ['True', 'False', 'Unknown']) ?? 'Unknown',
  }));
