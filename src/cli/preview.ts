/** Manifests and a gateway document -> what the controller would do: the common part of `translate` and `plan`. */
import type { RawGateway } from '../appgw/wire.ts';
import { createSnapshot } from '../cluster/snapshot.ts';
import type { Config } from '../config/schema.ts';
import { compute } from '../controller/compute.ts';
import { diagnose, isError, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { withSources } from '../manifests/manifest-set.ts';
import { readManifests } from '../manifests/read.ts';
import type { Plan } from '../plan/plan.ts';
import { refuseInput } from './input-failure.ts';
import type { Io } from './io.ts';

/** A class of this name counts as ours in files although no IngressClass object is among them. */
export const CONVENTIONAL_CLASS = 'azure-application-gateway';

export interface Preview {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  readonly hasErrors: boolean;
}

export async function preview(
  paths: readonly string[],
  gateway: RawGateway,
  config: Config,
  io: Io,
): Promise<Preview> {
  const set = await readManifests(paths, { cwd: io.cwd, stdin: io.stdin }).catch(refuseInput);
  const snapshot = createSnapshot(
    set.objects.map(({ object }) => object),
    Date.now(),
  );
  const { plan, routing, diagnostics } = compute(snapshot, gateway, {
    config,
    conventionalClass: CONVENTIONAL_CLASS,
  });
  const others = snapshot.ingresses.length - routing.owners.length;
  const all = [
    ...set.diagnostics,
    ...diagnostics,
    ...(others > 0 ? [diagnose('INGRESSES_OF_OTHER_CLASSES', null, { count: others })] : []),
  ];
  return { plan, diagnostics: withSources(all, set), hasErrors: all.some(isError) };
}
