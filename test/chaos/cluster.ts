/** The objects of a history: what each step makes of them, and what must become of the valid ones. */
import type { ClusterObject, Ingress, Secret } from '../../src/cluster/objects.ts';
import { createSnapshot } from '../../src/cluster/snapshot.ts';
import type { SnapshotSource } from '../../src/controller/ports.ts';
import { makeCertificate, tlsSecret } from '../helpers/certificates.ts';
import { defaultBackend, ingress, NAMESPACE, service, slice } from '../helpers/objects.ts';
import { SERVICES, SLOTS, type IngressKind, type ClusterStep } from './steps.ts';

/** A site that has to be there whatever the others are. */
export interface Promised {
  readonly owner: string;
  /** As `routes` of the helpers names it. */
  readonly route: string;
  /** The members of its pool. */
  readonly members: readonly string[];
}

export interface ChaosCluster {
  readonly source: SnapshotSource;
  readonly take: (step: ClusterStep) => void;
  readonly clear: () => void;
  readonly promised: () => readonly Promised[];
  /** How many times the objects have changed. */
  readonly changes: () => number;
}

interface Slot {
  readonly kind: IngressKind;
  readonly service: number;
  readonly ingress: Ingress;
}

const hostOf = (slot: number): string => `h${slot}.example.com`;

export function createChaosCluster(now: () => number): ChaosCluster {
  const slots = new Map<number, Slot>();
  const endpoints = Array.from({ length: SERVICES }, (_, index): readonly string[] => [`10.1.${index}.1`]);
  const secrets = new Map(Array.from({ length: SLOTS }, (_, slot) => [slot, goodSecret(slot, 0)]));
  /** Slots whose Secret has not been good all the time: which certificate they get depends on when it was read. */
  const doubtful = new Set<number>();
  const listeners = new Set<() => void>();
  let age = 0;
  let changes = 0;

  const objects = (): readonly ClusterObject[] => [
    ...[...slots.values()].map((slot) => slot.ingress),
    ...endpoints.flatMap((addresses, index) => [
      service({ name: `s${index}` }),
      slice(addresses, { service: `s${index}` }),
    ]),
    ...secrets.values(),
    ...defaultBackend(),
  ];

  function apply(step: ClusterStep): void {
    switch (step.do) {
      case 'ingress': {
        age += 1;
        slots.set(step.slot, { ...step, ingress: makeIngress(step.slot, step.kind, step.service, age) });
        return;
      }
      case 'deleteIngress':
        slots.delete(step.slot);
        return;
      case 'endpoints':
        endpoints[step.service] = [...new Set(step.addresses)];
        return;
      case 'secret':
        if (step.state === 'renewed') secrets.set(step.slot, goodSecret(step.slot, changes));
        else if (step.state === 'missing') secrets.delete(step.slot);
        else secrets.set(step.slot, brokenSecret(step.slot));
        if (step.state === 'renewed') doubtful.delete(step.slot);
        else doubtful.add(step.slot);
    }
  }

  function tell(): void {
    changes += 1;
    for (const listener of listeners) listener();
  }

  return {
    source: {
      snapshot: () => ({ snapshot: createSnapshot(objects(), now()), diagnostics: [] }),
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    take: (step) => {
      apply(step);
      tell();
    },
    clear: () => {
      slots.clear();
      tell();
    },
    promised: () =>
      [...slots].flatMap(([slot, { kind, service: of }]) => {
        if (kind !== 'plain' && (kind !== 'tls' || doubtful.has(slot))) return [];
        const owner = `i${slot}`;
        const route = `${hostOf(slot)}:${kind === 'tls' ? 443 : 80} /app/*`;
        return [{ owner, route, members: endpoints[of]! }];
      }),
    changes: () => changes,
  };
}

function makeIngress(slot: number, kind: IngressKind, of: number, age: number): Ingress {
  const name = `i${slot}`;
  const host = hostOf(slot);
  const paths = [`/app s${of}`];
  switch (kind) {
    case 'plain':
      return ingress({ name, age, rules: { [host]: paths } });
    case 'tls':
      return ingress({ name, age, rules: { [host]: paths }, tls: [[`cert-${slot}`, host]] });
    case 'badAnnotation': {
      const annotations = { 'appgw.ingress.kubernetes.io/request-timeout': 'soon' };
      return ingress({ name, age, rules: { [host]: paths }, annotations });
    }
    case 'missingSecret':
      return ingress({ name, age, rules: { [host]: paths }, tls: [['nowhere', host]] });
    case 'missingService':
      return ingress({ name, age, rules: { [host]: ['/app nobody'] } });
    case 'conflict':
      return ingress({ name, age, rules: { 'shared.example.com': paths } });
    case 'prefixClash':
      return ingress({ name, age, rules: { 'shared.example.com': [`/app/* s${of}`, `=/App s${of}`] } });
    case 'foreignHost':
      return ingress({ name, age, rules: { 'theirs.org': paths } });
  }
}

/** Few different ones, since each has to be signed. */
const goodSecret = (slot: number, serial: number): Secret =>
  tlsSecret(NAMESPACE, `cert-${slot}`, makeCertificate({ hosts: ['*.example.com'], serial: serial % 4 }));

const brokenSecret = (slot: number): Secret => ({
  ...goodSecret(slot, 0),
  data: { 'tls.crt': 'bm90IGEgY2VydGlmaWNhdGU=', 'tls.key': '' },
});
