import type { AnnotationValues } from '../api/annotations/catalogue.ts';
import type { Policy } from '../api/policy.ts';
import type { GatewayWide, Site } from '../routing/model.ts';

/**
 * Which of our classes lead to the gateway in question: `all`, those whose parameters name its ApplicationGateway
 * object, or those without parameters (a gateway that is given by a flag).
 */
export type GatewayClasses =
  | { readonly kind: 'all' }
  /** `unnamed`: those without parameters and the legacy annotation lead there too. */
  | { readonly kind: 'named'; readonly name: string; readonly unnamed?: boolean }
  | { readonly kind: 'unnamed' };

/** What the front ends take from the configuration. Plain values; `config/` has their documentation and defaults. */
export interface FrontendOptions {
  /** `spec.controller` of our IngressClasses, and the value of the legacy class annotation. */
  readonly controllerName: string;
  /** A class that counts as ours although no IngressClass object of that name is there; null in a cluster. */
  readonly conventionalClass: string | null;
  /** Default: all. */
  readonly gateway?: GatewayClasses;
  /** Condition type of our readiness gate; absent: no pod waits for us. */
  readonly readinessGate?: string;
  /** Whether plain HTTP redirects to https on hosts with TLS, where neither Ingress nor class says. */
  readonly sslRedirect: boolean;
  /** Of Ingresses that name none; `auto` where it is not known yet which ones the gateway has. */
  readonly frontend: Site['frontend'];
  /** What holds where neither an Ingress nor its class says anything. */
  readonly defaults: AnnotationValues;
  readonly policy: Policy;
  readonly gatewayWide: GatewayWide;
  /** The Service that answers 404; without a namespace it is looked for in all of them. */
  readonly defaultBackend: { readonly namespace: string | null; readonly name: string };
}
