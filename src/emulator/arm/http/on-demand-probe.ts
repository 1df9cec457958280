/** The body of `getBackendHealthOnDemand`: a probe, and the pool and settings that it is for. */
import type { Json, JsonObject, RawGateway } from '../../../appgw/wire.ts';
import type { OnDemandProbe } from '../../contracts.ts';
import { isObject } from '../model/json.ts';
import { children, find } from '../model/read.ts';
import { CONFIRMED } from '../validate/codes.ts';
import { refusal } from '../validate/refusal.ts';
import { ArmRefusal } from './refusal.ts';

const REFERENCES = [
  ['backendAddressPool', 'backendAddressPools'],
  ['backendHttpSettings', 'backendHttpSettingsCollection'],
] as const;

/** Throws the refusal of a body that names no pool or settings of the gateway. */
export function onDemandProbe(gateway: RawGateway, body: Json | undefined): OnDemandProbe {
  const probe = isObject(body) ? body : {};
  for (const [member, collection] of REFERENCES) {
    const id = idIn(probe, member);
    if (find<{ readonly id: string }>(children(gateway, collection), { id })) continue;
    throw new ArmRefusal(
      400,
      refusal(
        CONFIRMED.invalidResourceReference,
        `Resource ${id} referenced by resource ${gateway.id} was not found. Please make sure that the referenced ` +
          'resource exists, and that both resources are in the same region.',
      ),
    );
  }
  return probe as unknown as OnDemandProbe;
}

function idIn(probe: JsonObject, member: string): string {
  const reference = probe[member];
  return isObject(reference) && typeof reference['id'] === 'string' ? reference['id'] : '';
}
