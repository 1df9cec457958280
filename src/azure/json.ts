/** What an answer of ARM is, before anything is read from it. */
import type { RawGateway } from '../appgw/wire.ts';

export const isObject = (value: unknown): value is { readonly [member: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isGateway = (value: unknown): value is RawGateway =>
  isObject(value) && isObject(value['properties']);
