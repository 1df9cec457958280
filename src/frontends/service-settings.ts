/** Annotations of a Service: they hold for every Ingress that leads to it. */
import type { Service } from '../cluster/objects.ts';
import { sayingsOf, type Said } from './annotation-rows.ts';

export const readServiceSettings = ({ metadata }: Service): Said =>
  sayingsOf({ kind: 'Service', ...metadata }, metadata.annotations, ({ onService }) => onService === true);
