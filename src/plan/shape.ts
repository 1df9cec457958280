/** What there is to know of a member to compare it and to merge it. */
import type { Json } from '../appgw/wire.ts';

export type Shape =
  /** Compared whole. `absent`: what the gateway does where the member is missing. */
  | { readonly kind: 'value'; readonly absent?: Json }
  /** Certificates without their keys, however they are encoded. */
  | { readonly kind: 'certificates' }
  /** ARM compares names without case. */
  | { readonly kind: 'name' }
  /** A list whose order means nothing; missing means empty. */
  | { readonly kind: 'set' }
  /** A list whose order means something, its elements told apart by their name if they have one. */
  | { readonly kind: 'list'; readonly members: Members }
  | { readonly kind: 'object'; readonly members: Members };

export interface Members {
  readonly [member: string]: Shape;
}

export const VALUE: Shape = { kind: 'value' };
export const CERTIFICATES: Shape = { kind: 'certificates' };
export const NAME: Shape = { kind: 'name' };
export const SET: Shape = { kind: 'set' };
export const absentMeans = (absent: Json): Shape => ({ kind: 'value', absent });
export const object = (members: Members): Shape => ({ kind: 'object', members });
export const list = (members: Members): Shape => ({ kind: 'list', members });
