/** The least that a gateway must have. The service answers 500 to a create without it. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { children } from '../model/read.ts';
import { CONFIRMED } from './codes.ts';
import { refusal } from './refusal.ts';

export function listenerAndRule(document: RawGateway): ArmErrorBody | null {
  const listeners = children(document, 'httpListeners').length + children(document, 'listeners').length;
  const rules = children(document, 'requestRoutingRules').length + children(document, 'routingRules').length;
  return listeners > 0 && rules > 0 ? null : refusal(CONFIRMED.internalServerError, 'An error occurred.');
}
