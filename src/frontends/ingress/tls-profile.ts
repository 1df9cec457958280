/** How the https sites of a host speak TLS: a profile on the gateway, or one of ours. All of it from one Ingress. */
import type { AnnotationName } from '../../api/annotations/catalogue.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { ClientAuth, TlsPolicy, TlsProfile } from '../../routing/model.ts';
import { readCaBundle } from '../certificates/ca-bundle.ts';
import type { FrontendOptions } from '../options.ts';
import { decide } from './host-settings.ts';
import type { HostGroup, Member } from './hosts.ts';
import { isPermitted } from './permitted.ts';
import type { Report } from '../report.ts';

const CLIENT_AUTH = [
  'client-ca',
  'client-auth-mode',
  'client-auth-verify-issuer',
  'client-auth-revocation',
] as const;
const PROFILE = ['appgw-ssl-profile', 'tls-policy', 'tls-min-version', ...CLIENT_AUTH] as const;
const REFUSED: TlsProfile = { kind: 'refused' };

/** Null: the gateway's own policy. */
export function tlsProfileOf(
  group: HostGroup,
  snapshot: Snapshot,
  { policy }: FrontendOptions,
  report: Report,
): TlsProfile | null {
  const deciding = new Set(PROFILE.map((name) => decide(group, name, report)?.by));
  const by = group.members.find((member) => deciding.has(member));
  const held = group.members.find(({ heldBack }) => heldBack);
  if (held && (!by || held === by)) return REFUSED;
  if (!by) return null;
  const { owner, values } = by;
  const name = values['appgw-ssl-profile'];
  const [policyName, version] = [values['tls-policy'], values['tls-min-version']];
  const exclusive = exclusiveAnnotations(by);
  if (exclusive) {
    report(diagnose('ANNOTATIONS_EXCLUSIVE', owner, { annotations: exclusive }));
    return REFUSED;
  }
  if (name !== undefined) {
    return isPermitted(owner, 'sslProfiles', name, policy, report) ? { kind: 'onGateway', name } : REFUSED;
  }
  const clientAuth = clientAuthOf(by, snapshot);
  if (clientAuth === 'withoutCa') {
    report(diagnose('CLIENT_CA_UNNAMED', owner, { host: group.host }));
    return REFUSED;
  }
  return { kind: 'own', policy: policyOf(policyName, version), clientAuth };
}

function exclusiveAnnotations({ values }: Member): readonly AnnotationName[] | null {
  const given = PROFILE.filter((name) => values[name] !== undefined);
  if (values['appgw-ssl-profile'] !== undefined && given.length > 1) return given;
  const policies = given.filter((name) => name === 'tls-policy' || name === 'tls-min-version');
  return policies.length > 1 ? policies : null;
}

function policyOf(name: string | undefined, version: 'TLSv1_2' | 'TLSv1_3' | undefined): TlsPolicy | null {
  if (name !== undefined) return { kind: 'predefined', name };
  return version === undefined ? null : { kind: 'minVersion', version };
}

function clientAuthOf({ owner, values }: Member, snapshot: Snapshot): ClientAuth | 'withoutCa' | null {
  if (CLIENT_AUTH.every((name) => values[name] === undefined)) return null;
  const mode = values['client-auth-mode'] ?? 'strict';
  const source = values['client-ca'];
  if (!source && mode === 'strict') return 'withoutCa';
  return {
    mode,
    verifyIssuer: values['client-auth-verify-issuer'] ?? false,
    ocsp: values['client-auth-revocation'] === 'ocsp',
    ca: source ? readCaBundle(snapshot, owner.namespace, source) : null,
  };
}
