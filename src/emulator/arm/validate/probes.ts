/** Probes: ranges, what an HTTP probe needs, and the protocol it shares with the settings that use it. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { children, find } from '../model/read.ts';
import type { Read } from '../model/read.ts';
import { CONFIRMED, UNCONFIRMED } from './codes.ts';
import { firstOf, outside, refusal } from './refusal.ts';

type Probe = Read<'probes'>;
const LONGEST_BODY = 4090;

export const probeRanges = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'probes'), ({ id, properties }) => {
    const invalid = (code: string, what: string, range: string): ArmErrorBody =>
      refusal(code, `${what} specified for Probe ${id} is not valid. Supported range is ${range}.`);
    const { interval, timeout, unhealthyThreshold, port } = properties;
    // The service's own message has 0 as the lower bound, the schema 1.
    if (outside(unhealthyThreshold, 0, 20))
      return invalid(CONFIRMED.probeThreshold, 'Unhealthy threshold', '[0, 20]');
    if (outside(interval, 1, 86_400)) return invalid(UNCONFIRMED.probeInterval, 'Interval', '[1, 86400]');
    if (outside(timeout, 1, 86_400)) return invalid(UNCONFIRMED.probeTimeout, 'Timeout', '[1, 86400]');
    if (outside(port, 1, 65_535)) return invalid(UNCONFIRMED.probePort, 'Port', '[1, 65535]');
    return interval !== undefined && timeout !== undefined && timeout > interval
      ? refusal(UNCONFIRMED.probeTimeout, `Timeout of Probe ${id} must not be greater than its interval.`)
      : null;
  });

export const probeTargets = (document: RawGateway): ArmErrorBody | null =>
  firstOf(children(document, 'probes'), ({ id, properties }) => {
    const { protocol } = properties;
    if (protocol !== 'Http' && protocol !== 'Https') {
      const { host, path, match } = properties;
      const given = { host, path, match: match?.body || match?.statusCodes?.length };
      const foreign = Object.entries(given).find(([, value]) => value)?.[0];
      return foreign === undefined
        ? null
        : refusal(
            UNCONFIRMED.probeNotHttp,
            `${foreign} cannot be specified for Probe ${id} with protocol ${protocol}.`,
          );
    }
    if (Boolean(properties.host) === Boolean(properties.pickHostNameFromBackendHttpSettings)) {
      return refusal(
        UNCONFIRMED.probeHost,
        `Probe ${id} must specify either Host or PickHostNameFromBackendHttpSettings.`,
      );
    }
    if (!properties.path?.startsWith('/')) {
      return refusal(UNCONFIRMED.probePath, `Path of Probe ${id} must be specified and start with '/'.`);
    }
    return (properties.match?.body?.length ?? 0) > LONGEST_BODY
      ? refusal(
          UNCONFIRMED.probeMatch,
          `Body of the match of Probe ${id} is longer than ${LONGEST_BODY} characters.`,
        )
      : null;
  });

export function probeProtocols(document: RawGateway): ArmErrorBody | null {
  const probes: readonly Probe[] = children(document, 'probes');
  return firstOf(children(document, 'backendHttpSettingsCollection'), ({ id, properties }) => {
    const probe = find(probes, properties.probe);
    return probe && probe.properties.protocol !== properties.protocol
      ? refusal(
          CONFIRMED.probeProtocol,
          `Protocol of Probe ${probe.id} must match the protocol of BackendHttpSettings ${id}.`,
        )
      : null;
  });
}
