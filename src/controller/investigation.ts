/** The search for whom ARM refuses, as the cluster goes on changing: who asks for something else is tried anew. */
import { dismiss, leftOut, refused, reopen, startSearch, taken, type Search } from './bisection.ts';
import type { Wants } from './wants.ts';

export interface Investigation {
  readonly isOpen: () => boolean;
  /** Not even the PUT without any suspect was tried. */
  readonly isUnproven: () => boolean;
  readonly open: (suspects: readonly string[], wants: Wants) => void;
  /** What everybody asks for now. Who asks for what the gateway has taken before is above suspicion. */
  readonly follow: (wants: Wants, taken: Wants) => void;
  /** Others have changed; those of them who are new to it. */
  readonly join: (changed: readonly string[]) => readonly string[];
  readonly leftOut: () => readonly string[];
  readonly tried: () => readonly string[];
  readonly dismiss: (owners: readonly string[]) => void;
  /** The PUT without `leftOut` was taken. Who is guilty by that. */
  readonly taken: () => readonly string[];
  /** It was refused. Null: it is none of them. */
  readonly refused: () => readonly string[] | null;
}

export function createInvestigation(): Investigation {
  let search: Search | null = null;
  let asked: Wants = new Map();
  const sought = (): readonly string[] => (search ? [...search.suspects, ...search.unknown] : []);

  return {
    isOpen: () => search !== null,
    isUnproven: () => search?.isBased === false,
    open: (suspects, wants) => {
      search = startSearch(suspects);
      asked = wants;
    },
    follow: (wants, accepted) => {
      const cleared = sought().filter(
        (owner) => !wants.has(owner) || wants.get(owner) === accepted.get(owner),
      );
      if (search && cleared.length > 0) search = dismiss(search, cleared);
      const changed = sought().filter((owner) => wants.get(owner) !== asked.get(owner));
      if (search && changed.length > 0) search = reopen(search, changed);
      asked = wants;
    },
    join: (changed) => {
      const known = new Set(sought());
      const anew = changed.filter((owner) => !known.has(owner));
      if (search && anew.length > 0) search = reopen(search, anew);
      return search ? anew : [];
    },
    leftOut: () => (search ? leftOut(search) : []),
    tried: () => search?.tried ?? [],
    dismiss: (owners) => {
      search &&= dismiss(search, owners);
    },
    taken: () => {
      if (!search) return [];
      const verdict = taken(search);
      ({ search } = verdict);
      return verdict.guilty;
    },
    refused: () => {
      const verdict = search && refused(search);
      search = verdict?.search ?? null;
      return verdict?.guilty ?? null;
    },
  };
}
