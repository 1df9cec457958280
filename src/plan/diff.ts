/**
 * What has to be created and updated so that our live sub-resources mean what is desired. Removals are not here:
 * they depend on who else refers to a leftover (`ownership.ts`).
 */
import { isOwn } from '../appgw/names.ts';
import type { DesiredGateway, DesiredItem } from '../appgw/desired.ts';
import { COLLECTIONS, type CollectionName, type JsonObject } from '../appgw/wire.ts';
import { sortChanges, type Change } from './change.ts';
import { memberDifferences } from './compare.ts';
import { PlanInvariantError } from './invariant.ts';
import { propertiesOf, type OwnItems } from './live.ts';
import { SHAPES } from './shapes.ts';

/** Some item of `desired`; its properties are JSON whatever the collection. */
export interface AnyItem {
  readonly name: string;
  readonly properties: JsonObject;
  readonly owners: readonly string[];
}

export const desiredItems = (desired: DesiredGateway, collection: CollectionName): readonly AnyItem[] =>
  desired.collections[collection] as readonly DesiredItem<unknown>[] as readonly AnyItem[];

/** `tampered`: names of certificates whose live content is not what their name says. */
export function diff(desired: DesiredGateway, own: OwnItems, tampered: ReadonlySet<string>): Change[] {
  const changes = COLLECTIONS.flatMap((collection) =>
    desiredItems(desired, collection).flatMap((item): Change[] => {
      if (!isOwn(collection, item.name, desired.instance)) {
        throw new PlanInvariantError(
          `${collection}/${item.name} is desired, but its name is not one of ours.`,
        );
      }
      const live = own.get(collection)?.get(item.name.toLowerCase());
      const { name, owners } = item;
      if (!live) return [{ action: 'create', collection, name, owners, fields: [] }];
      const fields =
        collection === 'sslCertificates'
          ? certificateFields(desired, item, live, tampered)
          : memberDifferences(SHAPES[collection], item.properties, propertiesOf(live), '/properties');
      return fields.length === 0 ? [] : [{ action: 'update', collection, name, owners, fields }];
    }),
  );
  return sortChanges(changes);
}

/** Without its key or where to read it there is nothing that could be sent in the place of what is live. */
function certificateFields(
  desired: DesiredGateway,
  item: AnyItem,
  live: JsonObject,
  tampered: ReadonlySet<string>,
): string[] {
  if (!desired.certificates.has(item.name) && !isFromVault(item)) return [];
  const fields = memberDifferences(
    SHAPES.sslCertificates,
    item.properties,
    propertiesOf(live),
    '/properties',
  );
  return tampered.has(item.name) ? [...fields, '/properties/publicCertData'] : fields;
}

/** The gateway reads it itself: nothing of it is uploaded. */
export const isFromVault = ({ properties }: AnyItem): boolean =>
  typeof properties['keyVaultSecretId'] === 'string';
