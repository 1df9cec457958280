/** The names by which the API server, the chart and the controller agree about the webhooks. */

export const POD_WEBHOOK = { name: 'pods.appgw-ingress.dev', path: '/pods' } as const;
export const INGRESS_WEBHOOK = { name: 'ingresses.appgw-ingress.dev', path: '/ingresses' } as const;

/** Of a namespace: `off`, `warn` or `enforce`. */
export const VALIDATE_LABEL = 'appgw-ingress.dev/validate';

/** Of a pod: the seconds of the preStop hooks that it got from us; another text: it gets none. */
export const PRE_STOP_ANNOTATION = 'appgw-ingress.dev/pre-stop';
