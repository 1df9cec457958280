/** The back end on a handful of sites, and what sites can refer to. */
import { buildGateway } from '../../src/appgw/build.ts';
import type { JsonObject, RawGateway } from '../../src/appgw/wire.ts';
import { planGateway } from '../../src/plan/plan.ts';
import type { CaBundle, Rewrite, RewriteRule, Site } from '../../src/routing/model.ts';
import { gateway, live, routing } from './routing.ts';
import { serverAnswer } from './server-answer.ts';

/** Bytes that stand for certificates of CAs. */
export const caBundle = (label: string, count = 1): Extract<CaBundle, { state: 'usable' }> => ({
  state: 'usable',
  source: `Secret/shop/${label}`,
  fingerprint: Buffer.from(label).toString('hex').padEnd(64, '0'),
  subject: label,
  certificates: Array.from({ length: count }, (_, index) => Buffer.from(`0${label} ${index}`)),
});

/** One rule that sets a response header. */
export const rewriteOf = (label: string, rule: Partial<RewriteRule> = {}): Rewrite => ({
  kind: 'own',
  rules: [
    {
      name: label,
      sequence: 100,
      conditions: [],
      requestHeaders: [],
      responseHeaders: [{ name: 'X-Label', value: label }],
      url: null,
      ...rule,
    },
  ],
});

/** A gateway with a WAF, and a policy of its own. */
export const wafGateway = (properties: JsonObject = {}): RawGateway =>
  gateway({
    sku: { name: 'WAF_v2', tier: 'WAF_v2', capacity: 2 },
    firewallPolicy: { id: GATEWAY_POLICY },
    ...properties,
  });

export const GATEWAY_POLICY = '/policies/of-the-gateway';

/** What the back end wants for these sites, and the gateway as it is after that was sent. */
export function applySites(
  sites: readonly Site[],
  raw: RawGateway = gateway(),
  order: readonly string[] = [],
) {
  const { desired, diagnostics } = buildGateway(routing(sites, order), live(raw));
  const plan = planGateway(desired, raw);
  return { desired, diagnostics, plan, document: plan.document, raw: serverAnswer(plan.document) };
}
