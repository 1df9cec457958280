/**
 * How the https sites of a host speak TLS: a profile on the gateway, all of it from one Ingress; or one of ours, where
 * the policy and the judgement of clients may come from two, so that neither loses its own by the other.
 */
import type { AnnotationName, AnnotationValues } from '../../api/annotations/catalogue.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { ClientAuth, TlsPolicy, TlsProfile } from '../../routing/model.ts';
import { readCaBundle } from '../certificates/ca-bundle.ts';
import type { FrontendOptions } from '../options.ts';
import { guardianOf, sayingOf, tellOthers } from './host-settings.ts';
import type { HostGroup, Member } from './hosts.ts';
import { isPermitted } from '../permitted.ts';
import type { Report } from '../report.ts';

const CLIENT_AUTH = [
  'client-ca',
  'client-auth-mode',
  'client-auth-verify-issuer',
  'client-auth-revocation',
] as const;
const POLICY = ['tls-policy', 'tls-min-version'] as const;
const PROFILE = ['appgw-ssl-profile', ...POLICY, ...CLIENT_AUTH] as const;
const REFUSED: TlsProfile = { kind: 'refused' };

/** Null: the gateway's own policy. */
export function tlsProfileOf(
  group: HostGroup,
  snapshot: Snapshot,
  { policy }: FrontendOptions,
  report: Report,
): TlsProfile | null {
  const by = guardianOf(group, PROFILE);
  if (!by) return REFUSED;
  const exclusive = exclusiveAnnotations(sayingOf(by, PROFILE));
  if (exclusive) return refuse(by, exclusive, report);
  const name = sayingOf(by, PROFILE)['appgw-ssl-profile'];
  if (name !== undefined) {
    tellOthers(group, PROFILE, by, report);
    return isPermitted(by, 'appgw-ssl-profile', name, policy, report) ? { kind: 'onGateway', name } : REFUSED;
  }
  tellOthers(group, ['appgw-ssl-profile'], by, report);
  const [byPolicy, byClients] = [guardianOf(group, POLICY), guardianOf(group, CLIENT_AUTH)];
  if (!byPolicy || !byClients) return REFUSED;
  tellOthers(group, POLICY, byPolicy, report);
  tellOthers(group, CLIENT_AUTH, byClients, report);
  const policies = sayingOf(byPolicy, POLICY);
  if (policies['tls-policy'] !== undefined && policies['tls-min-version'] !== undefined) {
    return refuse(byPolicy, POLICY, report);
  }
  const tlsPolicy = policyOf(policies['tls-policy'], policies['tls-min-version']);
  const clientAuth = clientAuthOf(byClients, snapshot);
  if (clientAuth === 'withoutCa') {
    report(diagnose('CLIENT_CA_UNNAMED', byClients.owner, { host: group.host }));
    return REFUSED;
  }
  return tlsPolicy || clientAuth ? { kind: 'own', policy: tlsPolicy, clientAuth } : null;
}

function refuse({ owner }: Member, annotations: readonly AnnotationName[], report: Report): TlsProfile {
  report(diagnose('ANNOTATIONS_EXCLUSIVE', owner, { annotations }));
  return REFUSED;
}

function exclusiveAnnotations(said: AnnotationValues): readonly AnnotationName[] | null {
  const given = PROFILE.filter((name) => said[name] !== undefined);
  return said['appgw-ssl-profile'] !== undefined && given.length > 1 ? given : null;
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
