/**
 * An Ingress of which only what the gateway has is wanted: it takes part wherever that is, with nothing new. What it
 * says now counts only as far as it tells where its hosts are served.
 */
import type { AnnotationName, AnnotationValues } from '../../api/annotations/catalogue.ts';
import type { Holding } from '../../cluster/snapshot.ts';
import { hostsOf, type Participant } from './hosts.ts';

const PLACING = [
  'frontend',
  'use-private-ip',
  'hostname-extension',
  'listen-ports',
  'override-frontend-port',
  'ssl-redirect',
] as const satisfies readonly AnnotationName[];

export function heldParticipant(participant: Participant, holding: Holding): Participant {
  const { ingress, values, own } = participant;
  const { rules = [], defaultBackend } = ingress.spec;
  const named = new Set(rules.flatMap((rule) => hostsOf(rule, participant)));
  const left = [...holding.hosts].filter((host) => host !== '' && !named.has(host)).sort();
  const spec = { ...ingress.spec, rules: [...rules, ...left.map((host) => ({ host }))] };
  return {
    ...participant,
    ingress: { ...ingress, spec },
    values: placing(values),
    own: placing(own),
    heldBack: true,
    holding,
    defaultBackend: defaultBackend ? 'refused' : 'none',
    refusedHosts: new Set([...named, ''].filter((host) => !holding.hosts.has(host))),
  };
}

const placing = (values: AnnotationValues): AnnotationValues =>
  Object.fromEntries(PLACING.flatMap((name) => (name in values ? [[name, values[name]]] : [])));
