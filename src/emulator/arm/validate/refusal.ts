import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';

/** One reason to refuse a document, or null. The document has ids, ARM's spelling and its defaults. */
export type Rule = (document: RawGateway) => ArmErrorBody | null;

export const refusal = (
  code: string,
  message: string,
  details: readonly ArmErrorBody[] = [],
): ArmErrorBody => ({
  code,
  message,
  details,
});

/** The first refusal of these items, in their order. */
export function firstOf<T>(items: Iterable<T>, check: (item: T) => ArmErrorBody | null): ArmErrorBody | null {
  for (const item of items) {
    const refused = check(item);
    if (refused) return refused;
  }
  return null;
}

/** Whether a number is given and outside of the range; a value that is not given is for the defaults. */
export const outside = (value: number | undefined, low: number, high: number): boolean =>
  value !== undefined && (value < low || value > high);
