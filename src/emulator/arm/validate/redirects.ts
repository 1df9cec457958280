/** Redirects: a type, exactly one target, and no target listener with a wildcard or several hosts. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { children, find, hostsOf } from '../model/read.ts';
import { UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

export const redirectTargets = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'redirectConfigurations'), ({ id, properties }) => {
    if (!properties.redirectType) {
      return refusal(
        UNCONFIRMED.redirectType,
        `RedirectType must be specified for RedirectConfiguration ${id}.`,
      );
    }
    return Boolean(properties.targetListener) === Boolean(properties.targetUrl)
      ? refusal(
          UNCONFIRMED.redirectTarget,
          `Either TargetListener or TargetUrl must be specified for RedirectConfiguration ${id}.`,
        )
      : null;
  });

export function redirectListeners(document: RawGateway): ArmErrorBody | null {
  const listeners = children(document, 'httpListeners');
  return firstOf(children(document, 'redirectConfigurations'), ({ id, properties }) => {
    const listener = find(listeners, properties.targetListener);
    const hosts = listener ? hostsOf(listener) : [];
    return hosts.length > 1 || hosts.some((host) => /[*?]/.test(host))
      ? refusal(
          UNCONFIRMED.redirectTargetListener,
          `RedirectConfiguration ${id} cannot target Http Listener ${listener?.id} with a wildcard or several host names.`,
        )
      : null;
  });
}
