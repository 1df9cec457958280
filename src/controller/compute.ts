/** Snapshot and live gateway -> plan: the pure pipeline, as `run`, `dev`, `plan` and `translate` all use it. */
import { toAnnotationValues } from '../api/annotation-defaults.ts';
import { mayUseFrontend } from '../api/policy-check.ts';
import { readinessGateOf } from '../api/readiness-gate.ts';
import { parseAdopt } from '../appgw/adopt.ts';
import { buildGateway } from '../appgw/build.ts';
import type { UnusablePolicies } from '../appgw/context.ts';
import { fillPriorities } from '../appgw/foreign-priorities.ts';
import { projectLive, type LiveOptions } from '../appgw/live.ts';
import type { RawGateway } from '../appgw/wire.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import type { DesiredGateway } from '../appgw/desired.ts';
import type { Config } from '../config/schema.ts';
import type { FrontendOptions, GatewayClasses } from '../frontends/options.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/order.ts';
import { translateIngresses, type Translation } from '../frontends/ingress/translate.ts';
import { planGateway, type Plan } from '../plan/plan.ts';
import type { Routing, Site } from '../routing/model.ts';
import { untimed, type TimeStage } from './stages.ts';

export interface Computation {
  readonly routing: Routing;
  readonly desired: DesiredGateway;
  readonly plan: Plan;
  /** Of every stage, sorted, each once. */
  readonly diagnostics: readonly Diagnostic[];
}

/** `conventionalClass`: counts as ours without an IngressClass object; null in a cluster, where one must exist. */
export interface PipelineSettings {
  readonly config: Config;
  /** Which classes lead to this gateway; all of ours unless said. */
  readonly gateway?: GatewayClasses;
  /** Of Ingresses that name none; default: auto. */
  readonly frontend?: Site['frontend'];
  readonly conventionalClass: string | null;
}

export function compute(
  snapshot: Snapshot,
  asRead: RawGateway,
  settings: PipelineSettings,
  unusablePolicies: UnusablePolicies = new Map(),
  time: TimeStage = untimed,
): Computation {
  const { pfxEncryption, instance } = settings.config;
  const { raw, diagnostics: filled } = fillPriorities(asRead, instance);
  const live = projectLive(raw, liveOptions(settings));
  const present = (['public', 'private'] as const).filter((kind) => live.frontends[kind] !== null);
  const allowed = present.find((kind) => mayUseFrontend(settings.config.policy, kind));
  const usual = allowed ?? present[0] ?? 'auto';
  const { frontend = 'auto' } = settings;
  const translation = time('translate', () =>
    translateFor(snapshot, { ...settings, frontend: frontend === 'auto' ? usual : frontend }),
  );
  const { build, plan } = time('plan', () => {
    const built = buildGateway(translation.routing, live, unusablePolicies);
    return { build: built, plan: planGateway(built.desired, raw, { pfxEncryption }) };
  });
  return {
    routing: translation.routing,
    desired: build.desired,
    plan,
    diagnostics: sortDiagnostics([
      ...filled,
      ...translation.diagnostics,
      ...build.diagnostics,
      ...plan.diagnostics,
    ]),
  };
}

export function liveOptions({ config }: PipelineSettings): LiveOptions {
  const { instance, replaceForeign, adopt } = config;
  return { instance, replaceForeign, ...(adopt === undefined ? {} : { adopt: parseAdopt(adopt) }) };
}

/** The front half of the pipeline: what the cluster asks of this gateway. */
export const translateFor = (snapshot: Snapshot, settings: PipelineSettings): Translation =>
  translateIngresses(snapshot, frontendOptions(settings));

export function frontendOptions({
  config,
  conventionalClass,
  gateway = { kind: 'all' },
  frontend = 'auto',
}: PipelineSettings): FrontendOptions {
  const { controllerName, sslRedirect, defaults, policy, gatewayWide, readinessGate } = config;
  return {
    controllerName,
    conventionalClass,
    gateway,
    frontend,
    ...(readinessGate.enabled && { readinessGate: readinessGateOf(config.instance) }),
    sslRedirect,
    defaults: toAnnotationValues(defaults),
    policy,
    gatewayWide,
    defaultBackend: splitKey(config.defaultBackend),
  };
}

function splitKey(key: string): { readonly namespace: string | null; readonly name: string } {
  const slash = key.indexOf('/');
  return slash === -1
    ? { namespace: null, name: key }
    : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}
