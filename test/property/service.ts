/** What ARM makes of a document: the emulator's own steps, without its refusal of members that it does not know. */
import type { ArmErrorBody, Json, RawGateway } from '../../src/appgw/wire.ts';
import { installUsable, keepStored, withoutSecrets } from '../../src/emulator/arm/certificates/install.ts';
import { finish } from '../../src/emulator/arm/gateways/admit.ts';
import { canonicalRequest } from '../../src/emulator/arm/model/canonical.ts';
import { identify } from '../../src/emulator/arm/model/identity.ts';
import { validate } from '../../src/emulator/arm/validate/index.ts';

export type Service = (put: RawGateway, stored: RawGateway | null) => RawGateway;

const read = (put: RawGateway): RawGateway => identify(canonicalRequest({ ...put }), put.id ?? '');

/** Members spelt, ordered and filled in as ARM does it. */
export const canonicalService: Service = (put, stored) =>
  finish(withoutSecrets(installUsable(keepStored(read(put), stored))), {
    etag: 'W/"1"',
    provisioningState: 'Succeeded',
    operationalState: 'Running',
  });

const ITS_OWN = new Set(['publicCertData', 'validatedCertData', 'clientCertIssuerDN']);

/** Everything spelt and ordered as it was sent; only what ARM alone writes is left out. */
export const literalService: Service = (put) => {
  const text = JSON.stringify({ ...put, etag: 'W/"1"' }, (name, member: Json) =>
    ITS_OWN.has(name) ? undefined : member,
  );
  return JSON.parse(text) as RawGateway;
};

export const refusalOf = (put: RawGateway): ArmErrorBody | null => validate(read(put));
