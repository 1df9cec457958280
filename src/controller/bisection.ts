/**
 * Whom does ARM refuse, where it names nobody? Found by PUTs that leave some out, each of which serves whoever is in it
 * and not to blame. In: who is suspected, and how each PUT ended. Out: whom the next one leaves out, and who is guilty.
 *
 *   nobody of them ─ taken ─► half of the suspects ─ taken ─► the other half is suspected
 *        │ refused                     └─ refused ─► this half is suspected, of the other nothing is known
 *        ▼                             one left ─► guilty; then all of whom nothing is known, at once
 *   it is none of them
 *
 * Of n suspects, k of them guilty, at most 1 + k * (⌈log2 n⌉ + 1) PUTs.
 */

export interface Search {
  /** One of them at least is guilty. */
  readonly suspects: readonly string[];
  /** Those who are in the next PUT. */
  readonly tried: readonly string[];
  /** Nobody knows. */
  readonly unknown: readonly string[];
  /** Whether the PUT without any of them has been taken. */
  readonly isBased: boolean;
}

export interface Verdict {
  /** Null: the search is over. */
  readonly search: Search | null;
  readonly guilty: readonly string[];
}

export const startSearch = (suspects: readonly string[]): Search => ({
  suspects,
  tried: [],
  unknown: [],
  isBased: false,
});

/** Whom the next PUT leaves out. */
export const leftOut = ({ suspects, tried, unknown }: Search): readonly string[] =>
  [...suspects, ...unknown].filter((owner) => !tried.includes(owner));

export function taken(search: Search): Verdict {
  if (!search.isBased) return accuse({ ...search, isBased: true });
  const left = (owners: readonly string[]): readonly string[] =>
    owners.filter((owner) => !search.tried.includes(owner));
  return accuse({ ...search, suspects: left(search.suspects), unknown: left(search.unknown) });
}

/** Null: the PUT without any of them was refused as well, so it is none of them. */
export function refused(search: Search): Verdict | null {
  if (!search.isBased) return null;
  const { tried, suspects, unknown } = search;
  const others = [...suspects, ...unknown].filter((owner) => !tried.includes(owner));
  return accuse({ ...search, suspects: tried, unknown: others });
}

/**
 * What they ask for has changed or come anew: nothing is known of them any more, nor which of the others is guilty.
 * Null: so of nobody anything is known, and there is no search.
 */
export function reopen(search: Search, owners: readonly string[]): Search | null {
  const { suspects, unknown, isBased } = search;
  const isSuspected = owners.some((owner) => suspects.includes(owner));
  if (isSuspected && !isBased) return null;
  const anew = [...new Set([...unknown, ...(isSuspected ? suspects : []), ...owners])];
  const changed = { ...search, suspects: isSuspected ? [] : suspects, unknown: anew };
  return isBased ? next(changed) : changed;
}

/** They are gone, or known to be guilty. */
export function dismiss(search: Search, owners: readonly string[]): Search | null {
  const { isBased } = search;
  const left = (of: readonly string[]): readonly string[] => of.filter((owner) => !owners.includes(owner));
  const wasSuspected = owners.some((owner) => search.suspects.includes(owner));
  if (wasSuspected && !isBased) return null;
  const unknown = [...left(search.unknown), ...(wasSuspected ? left(search.suspects) : [])];
  const suspects = wasSuspected ? [] : search.suspects;
  if (suspects.length + unknown.length === 0) return null;
  return isBased ? next({ ...search, suspects, unknown }) : { ...search, suspects, unknown };
}

function accuse(search: Search): Verdict {
  const { suspects, unknown } = search;
  if (suspects.length === 1)
    return {
      guilty: suspects,
      search: unknown.length === 0 ? null : next({ ...search, suspects: [], unknown }),
    };
  return { guilty: [], search: suspects.length + unknown.length === 0 ? null : next(search) };
}

/** Half of the suspects, or everybody else once there are none. */
const next = (search: Search): Search => {
  const { suspects, unknown } = search;
  return {
    ...search,
    tried: suspects.length === 0 ? unknown : suspects.slice(0, Math.ceil(suspects.length / 2)),
  };
};
