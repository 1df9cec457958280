/** The language of the table in `gateway.ts`: what a member may hold, who may write it, and what ARM fills in. */
import type { Json } from '../../../appgw/wire.ts';

export type Shape =
  | { readonly kind: 'scalar'; readonly type: 'string' | 'integer' | 'number' | 'boolean' }
  | { readonly kind: 'choice'; readonly type: string; readonly of: readonly string[] }
  /** `to` is the collection that the id must be found in, or null for a resource outside the gateway. */
  | { readonly kind: 'reference'; readonly to: string | null }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'map'; readonly of: Shape }
  | ObjectShape;

export interface ObjectShape {
  readonly kind: 'object';
  /** The service's name of the type, as its messages print it. */
  readonly type: string;
  /** Whether it is a child resource: name, id, etag, type, properties. */
  readonly child: boolean;
  readonly members: { readonly [name: string]: Member };
}

/**
 * `write`: the client's. `undocumented`: the client may send it although no schema lists it. `readOnly`: ARM's, what
 * the client sends is dropped. `backReference`: ARM's, computed from the references of the collection `from`.
 */
export type Member =
  | { readonly access: 'write' | 'undocumented' | 'readOnly'; readonly shape: Shape; readonly fill?: Json }
  | { readonly access: 'backReference'; readonly shape: Shape; readonly from: string };

export type Members = { readonly [name: string]: Member };

const write = (shape: Shape): Member => ({ access: 'write', shape });

export const text = write({ kind: 'scalar', type: 'string' });
export const integer = write({ kind: 'scalar', type: 'integer' });
export const number = write({ kind: 'scalar', type: 'number' });
export const flag = write({ kind: 'scalar', type: 'boolean' });
export const choice = (type: string, ...of: string[]): Member => write({ kind: 'choice', type, of });
export const reference = (to: string): Member => write({ kind: 'reference', to });
export const external = write({ kind: 'reference', to: null });
export const list = (of: Member): Member => write({ kind: 'list', of: of.shape });
export const map = (of: Member): Member => write({ kind: 'map', of: of.shape });
export const object = (type: string, members: Members): Member =>
  write({ kind: 'object', type, child: false, members });

export const readOnly = ({ shape }: Member): Member => ({ access: 'readOnly', shape });
export const undocumented = ({ shape }: Member): Member => ({ access: 'undocumented', shape });
export const filled = (member: Member, fill: Json): Member =>
  member.access === 'backReference' ? member : { ...member, fill };
export const backReferences = (from: string): Member => ({
  access: 'backReference',
  shape: { kind: 'list', of: { kind: 'reference', to: from } },
  from,
});

/** A child resource in ARM's own member order. */
export const child = (type: string, properties: Members): Member =>
  write({
    kind: 'object',
    type,
    child: true,
    members: {
      name: text,
      id: text,
      etag: readOnly(text),
      properties: filled(
        object(`${type}PropertiesFormat`, { provisioningState: readOnly(text), ...properties }),
        {},
      ),
      type: readOnly(text),
    },
  });

/** A collection that the service always shows, empty or not. */
export const collection = (of: Member): Member => filled(list(of), []);
