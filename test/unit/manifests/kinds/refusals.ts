import { readObject } from '../../../../src/manifests/kinds/read-object.ts';

/** The fields for which an object is refused; none if it is accepted. */
export function refusals(value: unknown): string[] {
  const read = readObject(value);
  return read.outcome === 'refused'
    ? read.problems.map(({ field }) => field)
    : read.outcome === 'object'
      ? []
      : [read.outcome];
}

export function unknownFields(value: unknown): string[] {
  const read = readObject(value);
  return read.outcome === 'object' ? read.unknown.map(({ field }) => field) : [read.outcome];
}

/** The projected object. */
export function accepted(value: unknown): unknown {
  const read = readObject(value);
  return read.outcome === 'object' ? read.object : read;
}
