/** Round robin over the members of a target that may take traffic; who wants a certain one gets it while it may. */
import { ASSUMPTIONS } from '../assumptions.ts';
import type { Monitor } from './monitors.ts';

/** Whether a client wants the member with that address. */
export type Preference = (address: string) => boolean;

export interface Balancer {
  /** The next member that is not among the tried ones; undefined when none is left. */
  next(tried: readonly Monitor[], prefers?: Preference | null): Monitor | undefined;
}

/** `leaving`: members that serve only those who prefer them. */
export function createBalancer(
  members: readonly Monitor[],
  leaving: () => readonly Monitor[] = () => [],
): Balancer {
  let turn = 0;
  return {
    next(tried, prefers = null) {
      const preferred =
        prefers &&
        [...members, ...leaving()].find(
          (member) => prefers(member.address) && mayServe(member) && !tried.includes(member),
        );
      if (preferred) return preferred;
      for (let step = 0; step < members.length; step += 1) {
        const index = (turn + step) % members.length;
        const member = members[index];
        if (!member || !mayServe(member) || tried.includes(member)) continue;
        turn = index + 1;
        return member;
      }
      return undefined;
    },
  };
}

const mayServe = ({ state }: Monitor): boolean =>
  state.health === 'Up' || (state.health === 'Unknown' && ASSUMPTIONS.unknownMembersServe);
