/** Ingresses of our classes that no gateway serves: without a word nobody would ever find out. */
import type { Snapshot } from '../cluster/snapshot.ts';
import type { Config } from '../config/schema.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { selectIngresses, type OwnIngress } from '../frontends/ingress/classes.ts';
import type { GatewayClasses } from '../frontends/options.ts';
import { gatewayTargets } from './gateway-targets.ts';
import type { GatewayObject } from './ports.ts';

export function unservedIngresses(
  snapshot: Snapshot,
  config: Config,
  objects: readonly GatewayObject[],
): readonly Diagnostic[] {
  const { controllerName } = config;
  const select = (gateway: GatewayClasses): readonly OwnIngress[] =>
    selectIngresses(snapshot, { controllerName, conventionalClass: null, gateway });
  const { targets, refusals } = gatewayTargets(config, objects);
  const served = new Set(
    targets
      .flatMap(({ settings }) => select(settings.gateway ?? { kind: 'all' }))
      .map(({ ingress }) => ingress),
  );
  return select({ kind: 'all' })
    .filter(({ ingress }) => !served.has(ingress))
    .map(({ ingress, ingressClass }) => {
      const gateway = ingressClass?.spec.parameters?.name ?? null;
      const refusal = refusals.find(({ object }) => object.name === gateway)?.refusal.message ?? null;
      const detail = { ingressClass: ingressClass?.metadata.name ?? null, gateway, refusal };
      return diagnose('CLASS_WITHOUT_GATEWAY', { kind: 'Ingress', ...ingress.metadata }, detail);
    });
}
