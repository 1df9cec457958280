/** A stored document as lookups: a reference becomes the child that it names. ARM compares ids without case. */
import type {
  Child,
  Collections,
  CustomErrorConfiguration,
  FrontendIPConfigurationProperties,
  RawGateway,
  SslPolicy,
  SubResource,
} from '../../../appgw/wire.ts';
import { ConfigurationError } from './configuration-error.ts';

export interface KnownCollections extends Collections {
  frontendIPConfigurations: FrontendIPConfigurationProperties;
}
type Collection = keyof KnownCollections;

/** What the gateway says of itself, outside of its collections. */
export interface GatewaySettings {
  readonly sslPolicy?: SslPolicy;
  readonly customErrorConfigurations?: readonly CustomErrorConfiguration[];
  readonly enableHttp2?: boolean;
  readonly firewallPolicy?: SubResource;
}

export interface GatewayDocument {
  readonly gateway: GatewaySettings;
  all<C extends Collection>(collection: C): readonly Child<KnownCollections[C]>[];
  /** Throws a ConfigurationError on behalf of the referring sub-resource when nothing has that name. */
  find<C extends Collection>(
    collection: C,
    reference: SubResource | undefined,
    referrer: string,
  ): Child<KnownCollections[C]>;
  idOf(collection: Collection, child: Child<unknown>): string;
}

export function openDocument(gateway: RawGateway): GatewayDocument {
  const indexes = new Map<Collection, ReadonlyMap<string, Child<unknown>>>();

  const all = <C extends Collection>(collection: C): readonly Child<KnownCollections[C]>[] =>
    (gateway.properties[collection] ?? []) as unknown as readonly Child<KnownCollections[C]>[];

  const indexOf = (collection: Collection): ReadonlyMap<string, Child<unknown>> => {
    const known = indexes.get(collection);
    if (known) return known;
    const index = new Map(all(collection).map((child) => [child.name.toLowerCase(), child]));
    indexes.set(collection, index);
    return index;
  };

  return {
    gateway: gateway.properties,
    all,
    find<C extends Collection>(collection: C, reference: SubResource | undefined, referrer: string) {
      if (!reference) throw new ConfigurationError(referrer, `refers to nothing in ${collection}`);
      const child = indexOf(collection).get(nameIn(collection, reference.id));
      if (!child)
        throw new ConfigurationError(referrer, `refers to ${reference.id}, which is not in the document`);
      return child as Child<KnownCollections[C]>;
    },
    idOf: (collection, child) => child.id ?? `${gateway.id ?? ''}/${collection}/${child.name}`,
  };
}

/** The name at the end of an id of that collection, folded; empty if the id is of another one. */
function nameIn(collection: Collection, id: string): string {
  const [name = '', folder = ''] = id.toLowerCase().split('/').reverse();
  return folder === collection.toLowerCase() ? name : '';
}
