/** `rewrite-target`, `strip-prefix` and `rewrite-query` -> one rule on the path of the request. */
import type { AnnotationValues } from '../../../api/annotations/catalogue.ts';
import type { HTTPIngressPath } from '../../../cluster/objects.ts';
import { diagnose } from '../../../diagnostics/diagnostic.ts';
import type { Owner, RewriteCondition } from '../../../routing/model.ts';
import { toPrefix } from '../paths.ts';
import { countGroups, isRegularExpression, problemOf } from './pattern.ts';
import type { Rules } from './rules.ts';

interface UrlChange {
  readonly conditions: readonly RewriteCondition[];
  readonly path: string | null;
}

const VARIABLE = 'var_uri_path';
const UNCHANGED: UrlChange = { conditions: [], path: null };

export function urlRules(owner: Owner, values: AnnotationValues, path: HTTPIngressPath): Rules {
  const target = values['rewrite-target'];
  const strips = values['strip-prefix'] === true;
  const query = values['rewrite-query'] ?? null;
  if (target !== undefined && strips) {
    const annotations = ['rewrite-target', 'strip-prefix'];
    return { kind: 'refused', problem: diagnose('ANNOTATIONS_EXCLUSIVE', owner, { annotations }) };
  }
  const change = target === undefined ? (strips ? withoutPrefix(path) : UNCHANGED) : toTarget(target, path);
  if ('reason' in change) {
    const detail = { target: target ?? '', path: path.path ?? '/', reason: change.reason };
    return { kind: 'refused', problem: diagnose('REWRITE_TARGET_REFUSED', owner, detail) };
  }
  if (change.path === null && query === null) return { kind: 'rules', rules: [] };
  const url = { path: change.path, query, reroute: false };
  const { conditions } = change;
  return {
    kind: 'rules',
    rules: [{ name: 'url', conditions, requestHeaders: [], responseHeaders: [], url }],
  };
}

/** Captures are taken from the path as a regular expression; a plain path has none, and the target is all of it. */
function toTarget(target: string, { path = '/' }: HTTPIngressPath): UrlChange | { readonly reason: string } {
  const captures = [...target.matchAll(/\$(\d)/g)].map(([, digit]) => Number(digit));
  if (!isRegularExpression(path)) {
    return captures.length === 0
      ? { conditions: [], path: target }
      : { reason: 'the path is no regular expression and captures nothing' };
  }
  const problem = problemOf(path);
  if (problem !== null) return { reason: problem };
  const groups = countGroups(path);
  if (captures.some((capture) => capture === 0 || capture > groups)) {
    return { reason: `the path has ${groups} ${groups === 1 ? 'group' : 'groups'}` };
  }
  return {
    conditions: [condition(`^${path.replace(/^\^/, '')}`)],
    path: target.replaceAll(/\$(\d)/g, (_all, digit: string) => `{${VARIABLE}_${digit}}`),
  };
}

/** Only a Prefix has one; `/` is nothing to strip. */
function withoutPrefix({ path = '/', pathType }: HTTPIngressPath): UrlChange {
  const prefix = pathType === 'Prefix' ? toPrefix(path) : '/';
  if (prefix === '/') return UNCHANGED;
  const literal = prefix.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return { conditions: [condition(`^${literal}/?(.*)$`)], path: `/{${VARIABLE}_1}` };
}

/** The gateway matches paths without case, so what is cut off them is found without case too. */
const condition = (pattern: string): RewriteCondition => ({
  variable: VARIABLE,
  pattern,
  ignoreCase: true,
  negate: false,
});
