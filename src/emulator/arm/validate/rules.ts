/** Routing rules: what they must refer to, one rule a listener, priorities. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { children } from '../model/read.ts';
import type { Read } from '../model/read.ts';
import { CONFIRMED, UNCONFIRMED } from './codes.ts';
import { firstOf, outside, refusal } from './refusal.ts';

type RoutingRule = Read<'requestRoutingRules'>;

const rulesOf = (document: RawGateway): readonly RoutingRule[] => children(document, 'requestRoutingRules');

export const ruleReferences = (document: RawGateway): ArmErrorBody | null =>
  firstOf(rulesOf(document), ({ id, properties }) => {
    const missing = missingReference(properties);
    return missing === null
      ? null
      : refusal(CONFIRMED.ruleMustReference, `Request Routing Rule ${id} must reference a ${missing}.`);
  });

function missingReference(properties: RoutingRule['properties']): string | null {
  if (!properties.httpListener) return 'HttpListener';
  if (properties.ruleType === 'PathBasedRouting') return properties.urlPathMap ? null : 'UrlPathMap';
  if (properties.ruleType === 'AdvancedRouting')
    return properties.advancedRoutingMap ? null : 'AdvancedRoutingMap';
  if (properties.redirectConfiguration) return null;
  if (!properties.backendAddressPool && !properties.loadDistributionPolicy) return 'BackendAddressPool';
  return properties.backendHttpSettings ? null : 'BackendHttpSettings';
}

export const ruleRedirects = (document: RawGateway): ArmErrorBody | null =>
  firstOf(rulesOf(document), ({ id, properties }) =>
    properties.redirectConfiguration && (properties.backendAddressPool || properties.backendHttpSettings)
      ? refusal(
          UNCONFIRMED.ruleRedirectAndPool,
          `Request Routing Rule ${id} cannot specify a RedirectConfiguration together with a BackendAddressPool or ` +
            'BackendHttpSettings.',
        )
      : null,
  );

const OF_BASIC_RULES = [
  'backendAddressPool',
  'backendHttpSettings',
  'redirectConfiguration',
  'rewriteRuleSet',
] as const;

/** Elsewhere the map has them; that the service refuses them rather than pass over them is UNCONFIRMED. */
export const ruleMembers = (document: RawGateway): ArmErrorBody | null =>
  firstOf(rulesOf(document), ({ id, properties }) => {
    const { ruleType = 'Basic' } = properties;
    const member =
      ruleType === 'Basic' ? undefined : OF_BASIC_RULES.find((name) => properties[name] !== undefined);
    return member === undefined
      ? null
      : refusal(
          UNCONFIRMED.ruleNotBasic,
          `Request Routing Rule ${id} of type ${ruleType} cannot specify ${member}.`,
        );
  });

export function ruleListeners(document: RawGateway): ArmErrorBody | null {
  const seen = new Set<string>();
  return firstOf(rulesOf(document), ({ properties: { httpListener } }) => {
    const id = httpListener?.id ?? '';
    if (!seen.has(id.toLowerCase())) {
      seen.add(id.toLowerCase());
      return null;
    }
    return refusal(
      CONFIRMED.rulesShareListener,
      `Two Request Routing Rules of Application Gateway ${document.id} are using the same Http Listener ${id}.`,
    );
  });
}

/**
 * Demanded of every rule since api-version 2021-08-01, older than any that the emulator answers to. That the error for
 * some without one still comes first is UNCONFIRMED.
 */
export function rulePriorityAllOrNone(document: RawGateway): ArmErrorBody | null {
  const given = rulesOf(document).filter(({ properties }) => properties.priority !== undefined).length;
  return given === 0 || given === rulesOf(document).length
    ? null
    : refusal(CONFIRMED.priorityPartial, 'Either all or no rule should have the priority specified.');
}

export const rulePriorityGiven = (document: RawGateway): ArmErrorBody | null =>
  firstOf(rulesOf(document), ({ id, properties }) =>
    properties.priority === undefined
      ? refusal(CONFIRMED.priorityEmpty, `Priority for the request routing rule ${id} cannot be empty.`)
      : null,
  );

export const rulePriorityRange = (document: RawGateway): ArmErrorBody | null =>
  firstOf(rulesOf(document), ({ id, properties }) =>
    outside(properties.priority, 1, 20_000)
      ? refusal(
          UNCONFIRMED.priorityRange,
          `Priority specified for Request Routing Rule ${id} is not valid. Supported range is [1, 20000].`,
        )
      : null,
  );

export function rulePriorityUnique(document: RawGateway): ArmErrorBody | null {
  const seen = new Map<number, string>();
  return firstOf(rulesOf(document), ({ id, properties: { priority = 0 } }) => {
    const other = seen.get(priority);
    seen.set(priority, id);
    return other === undefined
      ? null
      : refusal(
          CONFIRMED.priorityNotUnique,
          `Request Routing Rules ${other} and ${id} have the same priority ${priority}. The priority must be unique.`,
        );
  });
}
