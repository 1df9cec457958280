/** The two kinds of AGIC that are read here as well: its users need not rewrite their manifests. */
import type { ObjectMeta } from './metadata.ts';

/** `appgw.ingress.azure.io/v1beta1`: a rewrite rule set. */
export interface AzureApplicationGatewayRewrite {
  readonly kind: 'AzureApplicationGatewayRewrite';
  readonly metadata: ObjectMeta;
  readonly spec: { readonly rewriteRules: readonly RewriteRuleSpec[] };
}
export interface RewriteRuleSpec {
  readonly name?: string;
  readonly ruleSequence?: number;
  readonly conditions?: readonly RewriteConditionSpec[];
  readonly actions?: RewriteActionsSpec;
}
export interface RewriteConditionSpec {
  readonly variable?: string;
  readonly pattern?: string;
  readonly ignoreCase?: boolean;
  readonly negate?: boolean;
}
export interface RewriteActionsSpec {
  readonly requestHeaderConfigurations?: readonly RewriteHeaderSpec[];
  readonly responseHeaderConfigurations?: readonly RewriteHeaderSpec[];
  readonly urlConfiguration?: {
    readonly modifiedPath?: string;
    readonly modifiedQueryString?: string;
    readonly reroute?: boolean;
  };
}
export interface RewriteHeaderSpec {
  /** Default set. */
  readonly actionType?: 'set' | 'delete';
  readonly headerName?: string;
  readonly headerValue?: string;
}

/** `appgw.ingress.k8s.io/v1`: a host and paths that no Ingress may take. */
export interface AzureIngressProhibitedTarget {
  readonly kind: 'AzureIngressProhibitedTarget';
  readonly metadata: ObjectMeta;
  readonly spec: {
    /** Absent or empty: any. */
    readonly hostname?: string;
    /** Absent or empty: all. */
    readonly paths?: readonly string[];
  };
}
