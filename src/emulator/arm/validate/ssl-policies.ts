/** TLS policies of the gateway and of its SSL profiles: which members belong together, and what is not served any more. */
import type { ArmErrorBody, RawGateway, SslPolicy } from '../../../appgw/wire.ts';
import { children } from '../model/read.ts';
import { CONFIRMED, UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

interface HeldPolicy {
  /** The gateway or the profile, for messages. */
  readonly id: string;
  readonly policy: SslPolicy;
}

function policiesOf(document: RawGateway): readonly HeldPolicy[] {
  const own = document.properties['sslPolicy'] as unknown as SslPolicy | undefined;
  const ofProfiles = children(document, 'sslProfiles').flatMap(({ id, properties: { sslPolicy } }) =>
    sslPolicy ? [{ id, policy: sslPolicy }] : [],
  );
  return [...(own ? [{ id: document.id ?? '', policy: own }] : []), ...ofProfiles];
}

export const sslPolicies = (document: RawGateway): ArmErrorBody | null =>
  firstOf(policiesOf(document), (held) => misuse(held) ?? deprecated(held));

type PolicyMember = keyof SslPolicy;

/** Members that a type needs, and members that it excludes. */
const MEMBERS: Readonly<
  Record<NonNullable<SslPolicy['policyType']>, readonly [readonly PolicyMember[], readonly PolicyMember[]]>
> = {
  Predefined: [['policyName'], ['minProtocolVersion', 'cipherSuites', 'disabledSslProtocols']],
  Custom: [
    ['minProtocolVersion', 'cipherSuites'],
    ['policyName', 'disabledSslProtocols'],
  ],
  CustomV2: [['minProtocolVersion'], ['policyName', 'disabledSslProtocols']],
};

function misuse({ id, policy }: HeldPolicy): ArmErrorBody | null {
  const isGiven = (member: PolicyMember): boolean => {
    const value = policy[member];
    return value !== undefined && value.length > 0;
  };
  const { policyType, minProtocolVersion } = policy;
  if (policyType === undefined) {
    const member = (['policyName', 'minProtocolVersion', 'cipherSuites'] as const).find(isGiven);
    return member === undefined
      ? null
      : refusal(
          CONFIRMED.policyTypeRequired,
          `PolicyType must be specified for the SslPolicy of ${id} with ${nameOf(member)}.`,
        );
  }
  const [needed, excluded] = MEMBERS[policyType];
  const foreign = excluded.find(isGiven);
  if (foreign !== undefined) {
    return refusal(
      CONFIRMED.policyProperty,
      `${nameOf(foreign)} is not supported in the SslPolicy of ${id} with PolicyType ${policyType}.`,
    );
  }
  const missing = needed.find((member) => !isGiven(member));
  if (missing !== undefined) {
    return refusal(
      UNCONFIRMED.policyPropertyMissing,
      `${nameOf(missing)} must be specified for the SslPolicy of ${id} with PolicyType ${policyType}.`,
    );
  }
  const isTooNew = policyType === 'Custom' && minProtocolVersion === 'TLSv1_3';
  return isTooNew
    ? refusal(
        UNCONFIRMED.policyVersion,
        `MinProtocolVersion TLSv1_3 in the SslPolicy of ${id} needs PolicyType CustomV2.`,
      )
    : null;
}

const nameOf = (member: PolicyMember): string => member.charAt(0).toUpperCase() + member.slice(1);

/** TLS 1.0 and 1.1 ended on 31 August 2025: a policy that allows them is refused, new or old. */
function deprecated({ id, policy }: HeldPolicy): ArmErrorBody | null {
  const { policyName = '', minProtocolVersion = '', disabledSslProtocols = [] } = policy;
  const allowsOld =
    policyName === 'AppGwSslPolicy20150501' ||
    policyName === 'AppGwSslPolicy20170401' ||
    isOld(minProtocolVersion) ||
    (disabledSslProtocols.length > 0 && !OLD.every((version) => disabledSslProtocols.includes(version)));
  return allowsOld
    ? refusal(
        CONFIRMED.policyDeprecated,
        `The SslPolicy of ${id} uses a deprecated TLS version. TLS 1.2 or later is required.`,
      )
    : null;
}

const OLD: readonly string[] = ['TLSv1_0', 'TLSv1_1'];
const isOld = (version: string): boolean => OLD.includes(version);

/** Policies of 2022 and later do not stand beside older ones; a gateway without a policy has one of 2022. */
export function policyGenerations(document: RawGateway): ArmErrorBody | null {
  const gateway = document.properties['sslPolicy'] as unknown as SslPolicy | undefined;
  const expected = gateway === undefined || isOf2022(gateway);
  return firstOf(children(document, 'sslProfiles'), ({ id, properties: { sslPolicy } }) =>
    sslPolicy === undefined || isOf2022(sslPolicy) === expected
      ? null
      : refusal(
          CONFIRMED.policyMismatch,
          `The SslPolicy of SslProfile ${id} cannot be used with the SslPolicy of Application Gateway ${document.id}: ` +
            'policies of 2022 and CustomV2 do not mix with older ones.',
        ),
  );
}

const isOf2022 = ({ policyType, policyName = '' }: SslPolicy): boolean =>
  policyType === 'CustomV2' || policyName.startsWith('AppGwSslPolicy2022');
