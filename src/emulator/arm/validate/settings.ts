/** Backend HTTP settings: ranges, and members that exclude each other. */
import type { ArmErrorBody, RawGateway } from '../../../appgw/wire.ts';
import { children } from '../model/read.ts';
import type { Read } from '../model/read.ts';
import { CONFIRMED, UNCONFIRMED } from './codes.ts';
import { firstOf, outside, refusal } from './refusal.ts';

type Settings = Read<'backendHttpSettingsCollection'>;
const settingsOf = (document: RawGateway): readonly Settings[] =>
  children(document, 'backendHttpSettingsCollection');

export const settingsPorts = (document: RawGateway): ArmErrorBody | null =>
  firstOf(settingsOf(document), ({ id, properties: { port } }) =>
    port === undefined || outside(port, 1, 65_535)
      ? outOfRange(CONFIRMED.settingsPortInvalid, 'Port', id, '[1, 65535]')
      : null,
  );

/** Checked also where draining is disabled. */
export const settingsDraining = (document: RawGateway): ArmErrorBody | null =>
  firstOf(settingsOf(document), ({ id, properties: { connectionDraining } }) =>
    outside(connectionDraining?.drainTimeoutInSec, 1, 3600)
      ? outOfRange(CONFIRMED.drainingInvalid, 'Connection draining timeout', id, '[1, 3600]')
      : null,
  );

export const settingsTimeout = (document: RawGateway): ArmErrorBody | null =>
  firstOf(settingsOf(document), ({ id, properties: { requestTimeout } }) =>
    outside(requestTimeout, 1, 86_400)
      ? outOfRange(UNCONFIRMED.settingsTimeout, 'Request timeout', id, '[1, 86400]')
      : null,
  );

const outOfRange = (code: string, what: string, id: string, range: string): ArmErrorBody =>
  refusal(code, `${what} specified for BackendHttpSettings ${id} is not valid. Supported range is ${range}.`);

export const settingsRoots = (document: RawGateway): ArmErrorBody | null =>
  firstOf(settingsOf(document), ({ id, properties: { protocol, trustedRootCertificates = [] } }) =>
    protocol !== 'Https' && trustedRootCertificates.length > 0
      ? refusal(
          UNCONFIRMED.rootsOnHttp,
          `TrustedRootCertificates cannot be specified for BackendHttpSettings ${id} with protocol Http.`,
        )
      : null,
  );

/** Only settings that speak https have certificates to check. */
export function settingsAuthentication(document: RawGateway): ArmErrorBody | null {
  const secure = settingsOf(document).filter(({ properties }) => properties.protocol === 'Https');
  const checking = secure.filter(({ properties }) => properties.authenticationCertificates?.length);
  return checking.length === 0 || checking.length === secure.length
    ? null
    : refusal(
        UNCONFIRMED.settingsAuthentication,
        'Either all BackendHttpSettings must reference authentication certificate, or none of them should.',
      );
}

export const settingsNames = (document: RawGateway): ArmErrorBody | null =>
  firstOf(settingsOf(document), ({ id, properties }) => {
    if (properties.hostName && properties.pickHostNameFromBackendAddress) {
      return refusal(
        UNCONFIRMED.settingsHost,
        `HostName cannot be specified for BackendHttpSettings ${id} with PickHostNameFromBackendAddress.`,
      );
    }
    if (properties.sniName && properties.validateSNI === false) {
      return refusal(
        UNCONFIRMED.settingsSni,
        `SniName cannot be specified for BackendHttpSettings ${id} without ValidateSNI.`,
      );
    }
    return properties.path && !properties.path.startsWith('/')
      ? refusal(UNCONFIRMED.settingsPath, `Path of BackendHttpSettings ${id} must start with '/'.`)
      : null;
  });
