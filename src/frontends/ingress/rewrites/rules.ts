import type { AzureApplicationGatewayRewrite } from '../../../cluster/objects.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { RewriteRule } from '../../../routing/model.ts';

/** The custom resources of AGIC, by `namespace/name`. */
export type RewriteResources = ReadonlyMap<string, AzureApplicationGatewayRewrite>;

/** Rules of one annotation or resource, numbered when all are known. */
export type Rules =
  | { readonly kind: 'rules'; readonly rules: readonly Omit<RewriteRule, 'sequence'>[] }
  | { readonly kind: 'refused'; readonly problem: Diagnostic };
