/** Walks over the child resources of a document, nested ones included, guided by the table. */
import type { Json, JsonObject, RawGateway } from '../../../appgw/wire.ts';
import { GATEWAY } from './gateway.ts';
import { isList, isObject } from './json.ts';
import type { ObjectShape } from './shape.ts';

export const RESOURCE_TYPE = 'Microsoft.Network/applicationGateways';

export interface ChildPlace {
  /** ARM's name of the collection: `frontendPorts`, `pathRules`. */
  readonly collection: string;
  /** The child's id and type, as they follow from its name and its parent. */
  readonly id: string;
  readonly type: string;
  readonly shape: ObjectShape;
}

export type EditChild = (child: JsonObject, place: ChildPlace) => JsonObject;

/** A new document in which every child went through `edit`, parents first. */
export function mapChildren(document: RawGateway, edit: EditChild): RawGateway {
  const parent = { id: document.id ?? '', type: RESOURCE_TYPE };
  return {
    ...document,
    properties: mapCollections(document.properties, propertiesOf(GATEWAY), parent, edit),
  };
}

interface Parent {
  readonly id: string;
  readonly type: string;
}

function mapCollections(
  properties: JsonObject,
  shape: ObjectShape | null,
  parent: Parent,
  edit: EditChild,
): JsonObject {
  const result: { [name: string]: Json } = { ...properties };
  for (const [collection, of] of childLists(shape)) {
    const children = properties[collection];
    if (isList(children)) {
      result[collection] = children.map((child) =>
        isObject(child) ? mapChild(child, collection, of, parent, edit) : child,
      );
    }
  }
  return result;
}

function mapChild(
  child: JsonObject,
  collection: string,
  shape: ObjectShape,
  parent: Parent,
  edit: EditChild,
): JsonObject {
  const id = `${parent.id}/${collection}/${typeof child['name'] === 'string' ? child['name'] : ''}`;
  const type = `${parent.type}/${collection}`;
  const edited = edit(child, { collection, id, type, shape });
  const properties = edited['properties'];
  if (!isObject(properties)) return edited;
  return { ...edited, properties: mapCollections(properties, propertiesOf(shape), { id, type }, edit) };
}

/** The shape of `properties` of a resource. */
export function propertiesOf(shape: ObjectShape): ObjectShape | null {
  const properties = shape.members['properties']?.shape;
  return properties?.kind === 'object' ? properties : null;
}

/** The members that hold child resources. */
export function childLists(shape: ObjectShape | null): readonly (readonly [string, ObjectShape])[] {
  return Object.entries(shape?.members ?? {}).flatMap(([name, { shape: held }]) =>
    held.kind === 'list' && held.of.kind === 'object' && held.of.child ? [[name, held.of] as const] : [],
  );
}
