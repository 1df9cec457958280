/** What the steps of the front end are given. */
import type { Ingress } from '../../src/cluster/objects.ts';
import { readSettings } from '../../src/frontends/ingress/annotations.ts';
import type { FrontendOptions } from '../../src/frontends/options.ts';
import type { Participant } from '../../src/frontends/ingress/hosts.ts';
import { CLASS, CONTROLLER } from './objects.ts';
import { backend } from './routing.ts';

/** A defaultBackend with the name `refused` is one that may not be. */
export function participant(ingress: Ingress): Participant {
  const { namespace, name } = ingress.metadata;
  const { values, own, heldBack } = readSettings({ ingress, ingressClass: null }, { defaults: {} });
  const wanted = ingress.spec.defaultBackend?.service?.name;
  return {
    owner: { kind: 'Ingress', namespace, name },
    ingress,
    values,
    own,
    heldBack,
    holding: null,
    certificateHosts: [],
    refusedHosts: new Set(),
    defaultBackend: wanted === undefined ? 'none' : wanted === 'refused' ? 'refused' : backend(wanted),
  };
}

/** As of a file command: the conventional class is known, and every class of ours leads to the gateway. */
export const frontendOptions = (change: Partial<FrontendOptions> = {}): FrontendOptions => ({
  controllerName: CONTROLLER,
  conventionalClass: CLASS,
  gateway: { kind: 'all' },
  frontend: 'auto',
  sslRedirect: true,
  defaults: {},
  policy: {},
  gatewayWide: {},
  defaultBackend: { namespace: null, name: 'default-backend' },
  ...change,
});
