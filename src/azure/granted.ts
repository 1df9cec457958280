/** What the caller may do on a scope, as `Microsoft.Authorization/permissions` answers it. */
import { isObject } from './json.ts';

/** One role's: all of `actions` but `notActions`, both with wildcards. */
export interface Granted {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

export const AUTHORIZATION_API_VERSION = '2022-04-01';

export const permissionsId = (scope: string): string =>
  `${scope}/providers/Microsoft.Authorization/permissions`;

export function readGranted(body: unknown): readonly Granted[] {
  const value = isObject(body) ? body['value'] : null;
  return (Array.isArray(value) ? value : []).map((entry) => ({
    actions: textsOf(entry, 'actions'),
    notActions: textsOf(entry, 'notActions'),
  }));
}

const textsOf = (value: unknown, name: string): readonly string[] => {
  const list = isObject(value) ? value[name] : null;
  return (Array.isArray(list) ? list : []).filter((text) => typeof text === 'string');
};

/** Roles add up; a `notActions` only takes from its own role. */
export const allows = (granted: readonly Granted[], action: string): boolean =>
  granted.some(
    ({ actions, notActions }) =>
      actions.some((pattern) => matches(pattern, action)) &&
      !notActions.some((pattern) => matches(pattern, action)),
  );

/** `*` stands for anything, over slashes too; case does not count. */
function matches(pattern: string, action: string): boolean {
  const source = pattern
    .split('*')
    .map((part) => RegExp.escape(part))
    .join('.*');
  return new RegExp(`^${source}$`, 'i').test(action);
}
