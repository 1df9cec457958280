import type { RawGateway } from '../../../appgw/wire.ts';
import { fail, pass, type CheckResult } from '../check.ts';

const TITLE = 'SKU';
const SUPPORTED = new Set(['standard_v2', 'waf_v2', 'basic']);

export function checkSku({ properties }: RawGateway): CheckResult {
  const sku = properties['sku'] as { readonly tier?: unknown } | undefined;
  const tier = typeof sku?.tier === 'string' ? sku.tier : 'unknown';
  return SUPPORTED.has(tier.toLowerCase())
    ? pass(TITLE, tier)
    : fail(TITLE, `${tier} is not supported`, 'Migrate the gateway to Standard_v2 or WAF_v2.');
}
