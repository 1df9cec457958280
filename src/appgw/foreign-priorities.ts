/**
 * Rules that an old api-version wrote may lack the priority that ARM demands of each in every PUT since 2021-08-01. Of
 * somebody else's this is the one thing that is filled in: behind the bands of ours, in their own order.
 */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { childrenOf, memberName } from './children.ts';
import { isOwn } from './names.ts';
import type { Child, Collections, Json, RawGateway } from './wire.ts';

type Rule = Child<Collections['requestRoutingRules']>;

export interface Prioritized {
  readonly raw: RawGateway;
  readonly diagnostics: readonly Diagnostic[];
}

/** Below the bands of ours, and more than the 400 rules that a gateway takes. */
const FILLED = { first: 19_000, last: 20_000 };

export function fillPriorities(raw: RawGateway, instance: string): Prioritized {
  const rules = childrenOf(raw, 'requestRoutingRules');
  const lacks = ({ name, properties }: Rule): boolean =>
    typeof properties?.priority !== 'number' && !isOwn('requestRoutingRules', name, instance);
  if (!rules.some(lacks)) return { raw, diagnostics: [] };
  const used = new Set(rules.map(({ properties }) => properties?.priority));
  const filled = new Map<string, number>();
  let next = FILLED.first;
  for (const { name } of rules.filter(lacks)) {
    while (used.has(next)) next += 1;
    if (next > FILLED.last) break;
    filled.set(name, next);
    next += 1;
  }
  const given = [...filled].map(([name, priority]) => `${name} (${priority})`);
  const list = rules.map((rule) => withPriority(rule, filled.get(rule.name)));
  const key = memberName(raw.properties, 'requestRoutingRules')!;
  return {
    raw: { ...raw, properties: { ...raw.properties, [key]: list as unknown as Json } },
    diagnostics: [diagnose('FOREIGN_PRIORITY_FILLED', null, { rules: given })],
  };
}

const withPriority = (rule: Rule, priority: number | undefined): Rule =>
  priority === undefined ? rule : { ...rule, properties: { ...rule.properties, priority } };
