/** Round robin over the members of a target that may take traffic. */
import { ASSUMPTIONS } from '../assumptions.ts';
import type { Monitor } from './monitors.ts';

export interface Balancer {
  /** The next member that is not among the tried ones; undefined when none is left. */
  next(tried: readonly Monitor[]): Monitor | undefined;
}

export function createBalancer(members: readonly Monitor[]): Balancer {
  let turn = 0;
  return {
    next(tried) {
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
