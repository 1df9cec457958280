/** What ARM itself writes on a gateway and on every child: id, type, etag, state. */
import type { RawGateway } from '../../../appgw/wire.ts';
import { isObject } from './json.ts';
import { RESOURCE_TYPE, mapChildren } from './tree.ts';

/** Ids and types follow from names; what the client sent in their place does not count. */
export function identify(document: RawGateway, id: string): RawGateway {
  const name = id.slice(id.lastIndexOf('/') + 1);
  return mapChildren({ ...document, name, id, type: RESOURCE_TYPE }, (child, place) => ({
    ...child,
    id: place.id,
    type: place.type,
  }));
}

export interface State {
  /** Weak tag; the same on the gateway and on every child. */
  readonly etag: string;
  readonly provisioningState: 'Updating' | 'Succeeded' | 'Failed' | 'Deleting';
  readonly operationalState: string;
}

/** Every child says `Updating` while the gateway does. */
export function stamp(
  document: RawGateway,
  { etag, provisioningState, operationalState }: State,
): RawGateway {
  const properties = { ...document.properties, provisioningState, operationalState };
  return mapChildren({ ...document, etag, properties }, (child) => {
    const own = child['properties'];
    return { ...child, etag, properties: { ...(isObject(own) ? own : {}), provisioningState } };
  });
}
