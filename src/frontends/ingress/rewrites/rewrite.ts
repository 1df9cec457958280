/**
 * Annotations of one Ingress and one of its paths -> what is changed in the requests of that path and in the answers.
 *
 *   a set that is on the gateway | rules of a custom resource, then headers, then the URL
 *
 * In: effective annotations, the path, the custom resources, whether clients come over https. Out: a Rewrite, or why there is none: then the path is
 * held back, for a backend may not be asked in another way than its owner wrote. How a set becomes a child of the
 * gateway, and how large it may be, is decided in `appgw/`.
 */
import type { AnnotationValues } from '../../../api/annotations/catalogue.ts';
import { REWRITE_ANNOTATIONS } from '../../../api/annotations/rewrites.ts';
import type { HTTPIngressPath } from '../../../cluster/objects.ts';
import { diagnose, type Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Owner, Rewrite } from '../../../routing/model.ts';
import { headerRules } from './headers.ts';
import { resourceRules } from './resource.ts';
import type { RewriteResources } from './rules.ts';
import { urlRules } from './url.ts';

export type RewriteResult =
  | { readonly kind: 'rewrite'; readonly rewrite: Rewrite | null }
  | { readonly kind: 'refused'; readonly problem: Diagnostic };

export interface RewriteSurroundings {
  readonly resources: RewriteResources;
  /** Whether clients come over https. */
  readonly isEncrypted: boolean;
}

/** Leaves room between rules, as people do who number them by hand. */
const STEP = 100;

export function rewriteOf(
  owner: Owner,
  values: AnnotationValues,
  path: HTTPIngressPath,
  { resources, isEncrypted }: RewriteSurroundings,
): RewriteResult {
  const sources = [
    resourceRules(owner, values['rewrite-rule-set-custom-resource'], resources),
    headerRules(owner, values, isEncrypted),
    urlRules(owner, values, path),
  ];
  const refused = sources.find((source) => source.kind === 'refused');
  if (refused) return refused;
  const rules = sources.flatMap((source) => (source.kind === 'rules' ? source.rules : []));
  const name = values['rewrite-rule-set'];
  if (name !== undefined) {
    if (rules.length === 0) return { kind: 'rewrite', rewrite: { kind: 'onGateway', name } };
    const annotations = Object.keys(REWRITE_ANNOTATIONS).filter((other) => other in values);
    return { kind: 'refused', problem: diagnose('ANNOTATIONS_EXCLUSIVE', owner, { annotations }) };
  }
  if (rules.length === 0) return { kind: 'rewrite', rewrite: null };
  const numbered = rules.map((rule, index) => ({ ...rule, sequence: (index + 1) * STEP }));
  return { kind: 'rewrite', rewrite: { kind: 'own', rules: numbered } };
}
