/** The names by which pods and namespaces take part in the readiness gate. */

/** Before the instance, in the condition type of a pod's gate. */
export const READINESS_GATE_PREFIX = 'target-health.appgw-ingress.dev/';

/** Value `enabled`: pods of the namespace get the gate from the webhook. */
export const READINESS_GATE_LABEL = 'appgw-ingress.dev/readiness-gate';

export const readinessGateOf = (instance: string): string => `${READINESS_GATE_PREFIX}${instance}`;
