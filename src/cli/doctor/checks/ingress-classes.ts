import { GATEWAY_KIND } from '../../../frontends/ingress/classes.ts';
import { fail, pass, skip, warn, type CheckResult } from '../check.ts';
import type { ClassObject, ClusterFacts } from '../cluster-facts.ts';

const TITLE = 'IngressClass';

export interface ClassSettings {
  readonly controllerName: string;
  readonly gatewayId?: string | undefined;
}

/** One line for each class of ours: where it leads to. */
export function checkIngressClasses(
  { classes, gateways }: Pick<ClusterFacts, 'classes' | 'gateways'>,
  settings: ClassSettings,
): readonly CheckResult[] {
  if (!classes.ok) return [skip(TITLE, classes.error.message)];
  const ours = classes.value.filter(({ spec }) => spec?.controller === settings.controllerName);
  if (ours.length === 0) {
    const detail = `none has spec.controller "${settings.controllerName}": no Ingress is served`;
    return [warn(TITLE, detail, 'Create one (the chart does), or correct --controller-name.')];
  }
  const named = gateways.ok ? (gateways.value ?? []).map(({ metadata }) => metadata.name) : null;
  return ours.map((ingressClass) => checkClass(ingressClass, named, settings));
}

function checkClass(
  { metadata: { name }, spec }: ClassObject,
  named: readonly string[] | null,
  { gatewayId }: ClassSettings,
): CheckResult {
  const parameters = spec?.parameters;
  if (parameters === undefined) {
    return gatewayId === undefined
      ? fail(TITLE, `${name} has no spec.parameters and --gateway-id is not set`, 'Set one of the two.')
      : pass(TITLE, `${name} leads to the gateway of --gateway-id`);
  }
  const what = `${parameters.kind} ${parameters.name}`;
  if (parameters.apiGroup !== GATEWAY_KIND.apiGroup || parameters.kind !== GATEWAY_KIND.kind) {
    const hint = `Point spec.parameters to an ${GATEWAY_KIND.kind} of group ${GATEWAY_KIND.apiGroup}.`;
    return fail(TITLE, `${name} leads to ${what}, which is no gateway of ours`, hint);
  }
  if (named === null) return skip(TITLE, `${name} leads to ${what}, which cannot be read`);
  return named.includes(parameters.name)
    ? pass(TITLE, `${name} leads to ${what}`)
    : fail(TITLE, `${name} leads to ${what}, which does not exist`, 'Create it, or correct its name.');
}
