/** The rules for `data` of Secrets and ConfigMaps. */
import type { Rule } from './fields.ts';

/** Of all decoded values together. */
export const DATA_LIMIT = 2 ** 20;

export const dataKey: Rule<string> = (key) =>
  key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && key !== '.' && !key.startsWith('..')
    ? null
    : 'must be letters, digits, "-", "_" and ".", at most 253';

/** Go's decoder skips line breaks. */
export const withoutBreaks = (value: string): string => value.replaceAll(/[\r\n]+/g, '');

export const base64: Rule<string> = (value) => {
  const plain = withoutBreaks(value);
  return plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain)
    ? null
    : 'must be base64 with padding';
};
