/** From a kind to its path: what discovery says, asked again when a kind is not known yet. */

interface Typed {
  readonly apiVersion: string;
  readonly kind: string;
}
interface Addressed extends Typed {
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

export interface Paths {
  object(object: Addressed): Promise<string>;
  /** Where it is created. */
  collection(object: Addressed): Promise<string>;
  /** Where its kind is listed: of one namespace, or of all. */
  listing(type: Typed, namespace?: string): Promise<string>;
}

interface ServedResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

export function createPaths(get: (path: string) => Promise<unknown>): Paths {
  const known = new Map<string, ServedResource>();

  async function resourceOf({ apiVersion, kind }: Typed): Promise<ServedResource> {
    const key = `${apiVersion} ${kind}`;
    if (!known.has(key)) {
      const { resources } = (await get(rootOf(apiVersion))) as { resources: ServedResource[] };
      for (const resource of resources.filter(({ name }) => !name.includes('/'))) {
        known.set(`${apiVersion} ${resource.kind}`, resource);
      }
    }
    const found = known.get(key);
    if (!found) throw new Error(`the server has no ${kind} in ${apiVersion}`);
    return found;
  }

  async function listing(type: Typed, namespace?: string): Promise<string> {
    const { name } = await resourceOf(type);
    const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
    return `${rootOf(type.apiVersion)}${scope}/${name}`;
  }

  async function collection(object: Addressed): Promise<string> {
    const { namespaced } = await resourceOf(object);
    return listing(object, namespaced ? (object.metadata.namespace ?? 'default') : undefined);
  }

  return {
    listing,
    collection,
    object: async (object) => `${await collection(object)}/${encodeURIComponent(object.metadata.name ?? '')}`,
  };
}

const rootOf = (apiVersion: string): string =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
