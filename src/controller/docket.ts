/** Who is held back and why: what is written down (`held-set.ts`), and what only this process knows of it. */
import { keyOf } from '../cluster/snapshot.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { ownerRef } from './arm-diagnostic.ts';
import { EVERYBODY, type HeldSet } from './held-set.ts';
import type { Wants } from './wants.ts';

/** What ARM said. */
export interface Said {
  readonly code: string;
  readonly message: string;
  /** Of vaults, to whoever reads from them. */
  readonly more: readonly Diagnostic[];
}

export interface Docket {
  readonly isEmpty: () => boolean;
  /** Those who still ask for what was refused, before its time. Who is gone is forgotten. */
  readonly waiting: (wants: Wants, now: number) => readonly string[];
  readonly convict: (owners: readonly string[], said: Said, wants: Wants, now: number) => void;
  /** What the gateway has of them is refused as well: nothing of them is sent. */
  readonly drop: (owner: string) => void;
  readonly isDropped: (owner: string) => boolean;
  readonly forget: (owner: string) => void;
  /** Empty: it is not held back. */
  readonly tell: (owner: string, wants: Wants, now: number) => readonly Diagnostic[];
}

export function createDocket(held: HeldSet): Docket {
  const messages = new Map<string, Said>();
  const dropped = new Set<string>();

  function forget(owner: string): void {
    held.forget(owner);
    messages.delete(owner);
    dropped.delete(owner);
  }

  return {
    isEmpty: () => held.entries().length === 0,
    waiting: (wants, now) => {
      for (const { owner } of held.entries()) if (owner !== EVERYBODY && !wants.has(owner)) forget(owner);
      return [...wants].flatMap(([owner, hash]) => (held.waiting(owner, hash, now) ? [owner] : []));
    },
    convict: (owners, said, wants, now) => {
      for (const owner of owners) {
        held.refuse(owner, wants.get(owner) ?? '', said.code, now);
        messages.set(owner, said);
      }
    },
    drop: (owner) => void dropped.add(owner),
    isDropped: (owner) => dropped.has(owner),
    forget,
    tell: (owner, wants, now) => {
      const entry = held.waiting(owner, wants.get(owner) ?? '', now);
      if (!entry) return [];
      const ref = ownerRef(owner);
      const { message = null, more = [] } = messages.get(owner) ?? {};
      const { code, retryAt } = entry;
      return [
        diagnose('ARM_HELD_BACK', ref, { code, message, retryAt, kept: !dropped.has(owner) }),
        ...more.filter(({ object }) => object && keyOf(object) === keyOf(ref)),
      ];
    },
  };
}
