/**
 * In: a document as the service understood it (ARM's spelling, ids, defaults, kept certificates). Out: the first
 * rule that it breaks, as the body of ARM's refusal, or null. Every rule is a function of the document alone, one
 * family a file; the order of this table is the order in which the service reports. It must not know the stored
 * gateway, operations or HTTP. Unknown members are found before (`members.ts`), the content of certificates after
 * (`../certificates/install.ts`).
 */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { errorPages } from './error-pages.ts';
import {
  frontendAddresses,
  frontendPortNumbers,
  frontendPorts,
  networkIsolation,
  subnets,
} from './frontends.ts';
import { hostNames } from './hosts.ts';
import { activeListenerLimit, collectionLimits, pathRuleLimits, targetLimits } from './limits.ts';
import { listenerCertificates, listenerClashes, listenerProtocols, listenerReferences } from './listeners.ts';
import { mapDefaults, pathPatterns, pathRuleReferences, pathsUnique } from './maps.ts';
import { listenerAndRule } from './minimum.ts';
import { duplicateNames, nameGrammar } from './names.ts';
import { probeProtocols, probeRanges, probeTargets } from './probes.ts';
import { redirectListeners, redirectTargets } from './redirects.ts';
import { danglingReferences } from './references.ts';
import { firstOf } from './refusal.ts';
import type { Rule } from './refusal.ts';
import { rerouteOfBasicRules, rerouteOfMaps } from './reroutes.ts';
import { rewriteHeaders, rewriteLimits, rewritePatterns } from './rewrites.ts';
import {
  ruleListeners,
  ruleMembers,
  rulePriorityAllOrNone,
  rulePriorityGiven,
  rulePriorityRange,
  rulePriorityUnique,
  ruleRedirects,
  ruleReferences,
} from './rules.ts';
import {
  settingsAuthentication,
  settingsDraining,
  settingsNames,
  settingsPorts,
  settingsRoots,
  settingsTimeout,
} from './settings.ts';
import { policyGenerations, sslPolicies } from './ssl-policies.ts';
import { profileAuthorities, profileProtocols } from './ssl-profiles.ts';
import { clientAuthorities, trustedRoots } from './trusted-certificates.ts';

const RULES: readonly Rule[] = [
  nameGrammar,
  duplicateNames,
  danglingReferences,
  subnets,
  frontendPorts,
  frontendPortNumbers,
  settingsPorts,
  settingsDraining,
  settingsTimeout,
  settingsNames,
  settingsRoots,
  settingsAuthentication,
  listenerReferences,
  listenerCertificates,
  sslPolicies,
  policyGenerations,
  profileAuthorities,
  profileProtocols,
  trustedRoots,
  clientAuthorities,
  hostNames,
  ruleReferences,
  ruleRedirects,
  ruleMembers,
  frontendAddresses,
  networkIsolation,
  listenerProtocols,
  listenerClashes,
  ruleListeners,
  rulePriorityAllOrNone,
  rulePriorityGiven,
  rulePriorityRange,
  rulePriorityUnique,
  mapDefaults,
  pathRuleReferences,
  pathPatterns,
  pathsUnique,
  probeRanges,
  probeTargets,
  probeProtocols,
  redirectTargets,
  redirectListeners,
  rewriteHeaders,
  rewritePatterns,
  rerouteOfBasicRules,
  rerouteOfMaps,
  errorPages,
  collectionLimits,
  targetLimits,
  pathRuleLimits,
  rewriteLimits,
  activeListenerLimit,
  listenerAndRule,
];

export const validate = (document: RawGateway): ArmErrorBody | null =>
  firstOf(RULES, (rule) => rule(document));
