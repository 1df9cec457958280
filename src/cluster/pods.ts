/** Pods by the selectors of Services. A namespace is indexed when it is first asked for: most changes ask for none. */
import type { Pod } from './pod.ts';

export interface PodIndex {
  readonly all: ReadonlyMap<string, Pod>;
  /** Sorted by name; none where the selector is empty, as with Services. */
  readonly selected: (namespace: string, selector: Labels) => readonly Pod[];
}

interface Labels {
  readonly [label: string]: string;
}

/** The pods of one namespace that have a label with a value. */
type Labelled = ReadonlyMap<string, readonly Pod[]>;

export function createPodIndex(all: ReadonlyMap<string, Pod>): PodIndex {
  let byNamespace: Map<string, Pod[]> | null = null;
  const indexed = new Map<string, Labelled>();

  function labelled(namespace: string): Labelled {
    const known = indexed.get(namespace);
    if (known) return known;
    byNamespace ??= Map.groupBy(all.values(), ({ metadata }) => metadata.namespace);
    const fresh = byLabel(byNamespace.get(namespace) ?? []);
    indexed.set(namespace, fresh);
    return fresh;
  }

  return {
    all,
    selected: (namespace, selector) => {
      const wanted = Object.entries(selector);
      const groups = wanted.map(([label, value]) => labelled(namespace).get(`${label}=${value}`) ?? []);
      const [fewest = []] = groups.sort((a, b) => a.length - b.length);
      return fewest.filter(({ metadata: { labels = {} } }) =>
        wanted.every(([label, value]) => labels[label] === value),
      );
    },
  };
}

function byLabel(pods: readonly Pod[]): Labelled {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))) {
    for (const [label, value] of Object.entries(pod.metadata.labels ?? {})) {
      const group = groups.get(`${label}=${value}`);
      if (group) group.push(pod);
      else groups.set(`${label}=${value}`, [pod]);
    }
  }
  return groups;
}
