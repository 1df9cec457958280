/** URL path maps: their defaults, and the paths of their rules. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { children, pathRulesOf } from '../model/read.ts';
import type { PathRule, Read } from '../model/read.ts';
import { CONFIRMED, UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

const mapsOf = (document: RawGateway): readonly Read<'urlPathMaps'>[] => children(document, 'urlPathMaps');

export const mapDefaults = (document: RawGateway): ArmErrorBody | null =>
  firstOf(mapsOf(document), ({ id, properties }) => {
    const { defaultBackendAddressPool: pool, defaultBackendHttpSettings: settings } = properties;
    if (properties.defaultRedirectConfiguration) {
      return pool || settings
        ? refusal(
            CONFIRMED.mapRedirectAndPool,
            `UrlPathMap ${id} cannot specify a default RedirectConfiguration together with a default ` +
              'BackendAddressPool or BackendHttpSettings.',
          )
        : null;
    }
    if (!settings) return mustSpecify(CONFIRMED.mapDefaultSettings, id, 'BackendHttpSettings');
    return pool || properties.defaultLoadDistributionPolicy
      ? null
      : mustSpecify(UNCONFIRMED.mapDefaultPool, id, 'BackendAddressPool');
  });

const mustSpecify = (code: string, id: string, kind: string): ArmErrorBody =>
  refusal(code, `UrlPathMap ${id} must specify a default ${kind} or a default RedirectConfiguration.`);

export const pathRuleReferences = (document: RawGateway): ArmErrorBody | null =>
  firstOf(mapsOf(document).flatMap(pathRulesOf), ({ id, properties }) => {
    const { backendAddressPool: pool, backendHttpSettings: settings } = properties;
    if (properties.redirectConfiguration) {
      return pool || settings
        ? refusal(
            UNCONFIRMED.pathRuleRedirectAndPool,
            `PathRule ${id} cannot specify a RedirectConfiguration together with a BackendAddressPool or ` +
              'BackendHttpSettings.',
          )
        : null;
    }
    if (!pool && !properties.loadDistributionPolicy) return mustReference(id, 'BackendAddressPool');
    return settings ? null : mustReference(id, 'BackendHttpSettings');
  });

const mustReference = (id: string, kind: string): ArmErrorBody =>
  refusal(UNCONFIRMED.pathRuleMustReference, `PathRule ${id} must reference a ${kind}.`);

export const pathPatterns = (document: RawGateway): ArmErrorBody | null =>
  firstOf(mapsOf(document).flatMap(pathRulesOf), (rule) =>
    rule.properties.paths?.length
      ? firstOf(rule.properties.paths, (path) => checkPath(path, rule))
      : refusal(UNCONFIRMED.pathsEmpty, `Paths cannot be empty in PathRule ${rule.id}.`),
  );

function checkPath(path: string, { id }: PathRule): ArmErrorBody | null {
  if (path === '/') {
    return refusal(
      CONFIRMED.pathEmptyMatch,
      `Path / should have a nonempty match value followed by '/' in PathRule ${id}.`,
    );
  }
  const reason = pathFault(path);
  return reason === null
    ? null
    : refusal(UNCONFIRMED.pathInvalid, `Path ${path} is not valid in PathRule ${id}: ${reason}.`);
}

function pathFault(path: string): string | null {
  if (!path.startsWith('/')) return "it must start with '/'";
  if (path.slice(0, -1).includes('*')) return "'*' is allowed only as the last character";
  if (/[?#]/.test(path)) return "'?' and '#' are not allowed";
  return null;
}

/** Compared without case, as the paths are matched. */
export const pathsUnique = (document: RawGateway): ArmErrorBody | null =>
  firstOf(mapsOf(document), (map) => {
    const seen = new Set<string>();
    const paths = pathRulesOf(map).flatMap(({ properties }) => properties.paths ?? []);
    return firstOf(paths, (path) => {
      if (!seen.has(path.toLowerCase())) {
        seen.add(path.toLowerCase());
        return null;
      }
      return refusal(
        CONFIRMED.pathsNotUnique,
        `Paths within UrlPathMap ${map.id} must be unique. The path ${path} is used more than once.`,
      );
    });
  });
