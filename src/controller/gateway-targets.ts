/** Flag and ApplicationGateway objects -> the gateways to serve, each once, and the objects that are not used. */
import type { GatewaySpec } from '../api/application-gateway.ts';
import { byAge } from '../cluster/snapshot.ts';
import type { Config } from '../config/schema.ts';
import type { Refusal } from '../status/verdicts.ts';
import type { PipelineSettings } from './compute.ts';
import type { GatewayObject } from './ports.ts';

export interface GatewayTarget {
  /** Null: of the flag. */
  readonly object: { readonly name: string; readonly uid: string; readonly generation: number } | null;
  readonly resourceId: string;
  readonly settings: PipelineSettings;
}

export interface GatewayTargets {
  readonly targets: readonly GatewayTarget[];
  readonly refusals: readonly { readonly object: GatewayObject; readonly refusal: Refusal }[];
}

/** Of two that name one gateway the flag wins, then the older object: two runners would overwrite each other. */
export function gatewayTargets(config: Config, objects: readonly GatewayObject[]): GatewayTargets {
  const targets: GatewayTarget[] = [];
  const refusals: GatewayTargets['refusals'][number][] = [];
  const holders = new Map<string, string>();
  const { gatewayId } = config;
  if (gatewayId !== undefined) {
    holders.set(gatewayId.toLowerCase(), 'the setting gatewayId');
    const settings: PipelineSettings = { config, conventionalClass: null, gateway: { kind: 'unnamed' } };
    targets.push({ object: null, resourceId: gatewayId, settings });
  }
  let unnamedAreTaken = gatewayId !== undefined;
  for (const object of oldestFirst(objects)) {
    const refusal = refusalOf(object, holders);
    if (refusal) refusals.push({ object, refusal });
    if (object.good === null || refusal?.reason === 'DuplicateGateway') continue;
    const { spec, generation } = object.good;
    const { name, uid } = object;
    const unnamed = spec.unnamedClasses === true && !unnamedAreTaken;
    unnamedAreTaken ||= unnamed;
    holders.set(spec.resourceId.toLowerCase(), `the older ApplicationGateway ${name}`);
    targets.push({
      object: { name, uid, generation },
      resourceId: spec.resourceId,
      settings: {
        config: withSpec(config, spec),
        conventionalClass: null,
        gateway: { kind: 'named', name, unnamed },
        frontend: spec.frontend,
      },
    });
  }
  return { targets, refusals };
}

function refusalOf({ good, problem }: GatewayObject, holders: ReadonlyMap<string, string>): Refusal | null {
  const holder = good && holders.get(good.spec.resourceId.toLowerCase());
  if (holder !== undefined && holder !== null)
    return { reason: 'DuplicateGateway', message: `The gateway is that of ${holder}.` };
  return invalidity(problem);
}

/** The last spec that could be used goes on, if there was one. */
export const invalidity = (problem: GatewayObject['problem']): Refusal | null =>
  problem && { reason: 'InvalidSpec', message: `${problem.field}: ${problem.reason}` };

const oldestFirst = (objects: readonly GatewayObject[]): readonly GatewayObject[] =>
  objects
    .map((object) => ({ object, metadata: { ...object, namespace: '' } }))
    .toSorted(byAge)
    .map(({ object }) => object);

/** The configuration of the controller, where the object says nothing else. */
function withSpec(
  config: Config,
  { defaults = {}, policy, gateway, adopt, replaceForeign, defaultBackend, address }: GatewaySpec,
): Config {
  const { publishAddress: _, ...withoutOverride } = config;
  const published =
    address?.override !== undefined
      ? { ...config, publishAddress: address.override }
      : address?.type !== undefined
        ? { ...withoutOverride, statusAddress: address.type }
        : config;
  return {
    ...published,
    defaults: { ...config.defaults, ...defaults },
    ...(policy === undefined ? {} : { policy }),
    gatewayWide: { ...config.gatewayWide, ...gateway },
    ...(adopt === undefined ? {} : { adopt }),
    ...(replaceForeign === undefined ? {} : { replaceForeign }),
    ...(defaultBackend === undefined
      ? {}
      : { defaultBackend: `${defaultBackend.namespace}/${defaultBackend.name}` }),
  };
}
