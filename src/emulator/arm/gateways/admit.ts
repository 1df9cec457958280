/**
 * From the body of a PUT to the document that the gateway will have: what the client may not write is dropped,
 * defaults are filled in, stored certificates are kept, everything is checked. Throws the refusal.
 */
import type { Json, JsonObject, RawFirewallPolicy, RawGateway } from '../../../appgw/wire.ts';
import { describeClientAuthorities } from '../certificates/authorities.ts';
import { install, keepStored } from '../certificates/install.ts';
import { checkAssociations } from '../firewall/associations.ts';
import { ArmRefusal, statusOf } from '../http/refusal.ts';
import { canonicalRequest, canonicalState } from '../model/canonical.ts';
import { identify, stamp } from '../model/identity.ts';
import type { State } from '../model/identity.ts';
import { isObject } from '../model/json.ts';
import { link } from '../model/references.ts';
import { UNCONFIRMED } from '../validate/codes.ts';
import { validate } from '../validate/index.ts';
import { checkMembers } from '../validate/members.ts';

/** What the real service does with these is UNCONFIRMED; by default it takes them. */
export type Refusable = 'backReferences' | 'undocumentedMembers' | 'aesPfx';

export interface Admission {
  readonly id: string;
  readonly stored: RawGateway | null;
  readonly resourceGuid: string;
  readonly refuse: ReadonlySet<Refusable>;
  readonly firewallPolicyOf: (id: string) => RawFirewallPolicy | null;
}

export function admit(
  body: Json | undefined,
  { id, stored, resourceGuid, refuse, firewallPolicyOf }: Admission,
): RawGateway {
  const sent = readable(body, refuse);
  const document = keepStored(identify(canonicalRequest(sent), id), stored);
  const refused = validate(document) ?? checkAssociations(document, firewallPolicyOf);
  if (refused) throw new ArmRefusal(statusOf(refused), refused);
  const installed = install(document, { aes: !refuse.has('aesPfx') });
  if (installed.refused) throw new ArmRefusal(statusOf(installed.refused), installed.refused);
  return withOwnMembers(describeClientAuthorities(installed.document), stored, resourceGuid);
}

function readable(body: Json | undefined, refuse: ReadonlySet<Refusable>): JsonObject {
  if (!isObject(body)) {
    throw new ArmRefusal(400, {
      code: 'InvalidRequestContent',
      message: 'The request content was invalid and could not be deserialized: an object is expected.',
    });
  }
  const refused = checkMembers(body, {
    backReferences: refuse.has('backReferences'),
    undocumented: refuse.has('undocumentedMembers'),
  });
  if (refused) throw new ArmRefusal(400, refused);
  if (typeof body['location'] !== 'string' || body['location'] === '') {
    throw new ArmRefusal(400, {
      code: UNCONFIRMED.locationRequired,
      message: 'The location property is required for this definition.',
    });
  }
  return body;
}

const DEFAULT_SSL_POLICY = 'AppGwSslPolicy20220101';

function withOwnMembers(document: RawGateway, stored: RawGateway | null, resourceGuid: string): RawGateway {
  const { sslPolicy } = document.properties;
  const kept = stored?.properties['privateEndpointConnections'] ?? [];
  return {
    ...document,
    properties: {
      ...document.properties,
      resourceGuid: stored?.properties['resourceGuid'] ?? resourceGuid,
      privateEndpointConnections: kept,
      ...(sslPolicy === undefined ? { defaultPredefinedSslPolicy: DEFAULT_SSL_POLICY } : {}),
    },
  };
}

/** The document as it is stored and shown in this state: stamped, in ARM's order, with back references. */
export const finish = (document: RawGateway, state: State): RawGateway =>
  link(canonicalState({ ...stamp(document, state) }));
