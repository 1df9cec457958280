/** The stages of `controller/compute.ts` one by one, and how long each of them takes. */
import { buildGateway } from '../../src/appgw/build.ts';
import { projectLive } from '../../src/appgw/live.ts';
import { createSnapshot } from '../../src/cluster/snapshot.ts';
import { CONFIG } from '../../src/config/schema.ts';
import { compute } from '../../src/controller/compute.ts';
import { translateIngresses } from '../../src/frontends/ingress/translate.ts';
import { planGateway } from '../../src/plan/plan.ts';
import { CLASS } from '../helpers/objects.ts';
import { AT } from '../helpers/pipeline.ts';
import type { Input } from './cases.ts';
import { median } from './median.ts';

export const STAGES = ['snapshot', 'frontends', 'live', 'appgw', 'plan'] as const;
export type Stage = (typeof STAGES)[number];
export type Split = Readonly<Record<Stage, number>>;

const CONFIGURATION = CONFIG.parse({});

/** What the controller does for every run, and what the benchmark times as a whole. */
export function runAll(inputs: readonly Input[]): void {
  for (const { objects, live } of inputs) {
    compute(createSnapshot(objects, AT), live, { config: CONFIGURATION, conventionalClass: CLASS });
  }
}

/** Median of each stage, in ms. */
export function splitStages(inputs: readonly Input[], budget: number): Split {
  const end = performance.now() + budget;
  const samples = [timeOnce(inputs)];
  while (performance.now() < end) samples.push(timeOnce(inputs));
  return Object.fromEntries(
    STAGES.map((stage) => [stage, median(samples.map((split) => split[stage]))]),
  ) as Split;
}

function timeOnce(inputs: readonly Input[]): Split {
  const spent: Record<Stage, number> = { snapshot: 0, frontends: 0, live: 0, appgw: 0, plan: 0 };
  const timed = <T>(stage: Stage, run: () => T): T => {
    const start = performance.now();
    const result = run();
    spent[stage] += performance.now() - start;
    return result;
  };
  const { instance, controllerName, sslRedirect, replaceForeign, pfxEncryption } = CONFIGURATION;
  const defaultBackend = { namespace: null, name: CONFIGURATION.defaultBackend };
  const options = {
    controllerName,
    conventionalClass: CLASS,
    frontend: 'public',
    sslRedirect,
    defaults: {},
    policy: {},
    gatewayWide: {},
    defaultBackend,
  } as const;
  for (const { objects, live: raw } of inputs) {
    const snapshot = timed('snapshot', () => createSnapshot(objects, AT));
    const { routing } = timed('frontends', () => translateIngresses(snapshot, options));
    const live = timed('live', () => projectLive(raw, { instance, replaceForeign }));
    const { desired } = timed('appgw', () => buildGateway(routing, live));
    timed('plan', () => planGateway(desired, raw, { pfxEncryption }));
  }
  return spent;
}
