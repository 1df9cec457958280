/** Listeners: what they must refer to, and which of them exclude each other on one frontend and port. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { children, hostsOf } from '../model/read.ts';
import type { Read } from '../model/read.ts';
import { CONFIRMED, UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

type Listener = Read<'httpListeners'>;

export const listenerReferences = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'httpListeners'), ({ id, properties }) => {
    if (!properties.frontendIPConfiguration) return mustReference(id, 'FrontendIpConfiguration');
    if (!properties.frontendPort) return mustReference(id, 'FrontendPort');
    return null;
  });

const mustReference = (id: string, kind: string): ArmErrorBody =>
  refusal(CONFIRMED.listenerMustReference, `Http Listener ${id} must reference a ${kind}.`);

export const listenerCertificates = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'httpListeners'), ({ id, properties }) =>
    properties.protocol === 'Https' && !properties.sslCertificate
      ? refusal(
          UNCONFIRMED.httpsWithoutCertificate,
          `Http Listener ${id} with protocol Https must reference a SslCertificate.`,
        )
      : null,
  );

/** Two basic listeners, or one host name in two listeners, clash on one frontend and port; patterns only overlap. */
export function listenerClashes(document: RawGateway): ArmErrorBody | null {
  const taken = new Set<string>();
  return firstOf(children(document, 'httpListeners'), (listener) => {
    const place = placeOf(listener);
    const hosts = hostsOf(listener).map((host) => host.toLowerCase());
    return firstOf(hosts.length === 0 ? [''] : hosts, (host) => {
      if (!taken.has(`${place} ${host}`)) {
        taken.add(`${place} ${host}`);
        return null;
      }
      return refusal(
        CONFIRMED.listenersSharePort,
        `Two Http Listeners of Application Gateway ${document.id} are using the same Frontend Port ` +
          `${listener.properties.frontendPort?.id}${host === '' ? '' : ` and HostName ${host}`}.`,
      );
    });
  });
}

/** One socket speaks one protocol. */
export function listenerProtocols(document: RawGateway): ArmErrorBody | null {
  const protocols = new Map<string, string>();
  return firstOf(children(document, 'httpListeners'), (listener) => {
    const place = placeOf(listener);
    const protocol = listener.properties.protocol ?? 'Http';
    const other = protocols.get(place);
    protocols.set(place, other ?? protocol);
    return other === undefined || other === protocol
      ? null
      : refusal(
          UNCONFIRMED.protocolsShareNumber,
          `Http Listeners of Application Gateway ${document.id} are using the Frontend Port ` +
            `${listener.properties.frontendPort?.id} with different protocols.`,
        );
  });
}

const placeOf = ({ properties }: Listener): string =>
  `${properties.frontendIPConfiguration?.id} ${properties.frontendPort?.id}`.toLowerCase();
