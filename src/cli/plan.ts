/** `plan`: what would change on a gateway, and for whom. */
import type { RawGateway } from '../appgw/wire.ts';
import type { Config } from '../config/schema.ts';
import { renderJson, renderPlan } from '../plan/render.ts';
import type { FirewallPolicies } from '../controller/ports.ts';
import { refuseArm } from './arm-failure.ts';
import { EXIT } from './failure.ts';
import { printDiagnostics, renderAll, type DiagnosticsFormat, type Io } from './io.ts';
import { preview } from './preview.ts';
import { isResourceId, readGateway } from './read-gateway.ts';

export interface PlanCommandOptions {
  readonly filename: readonly string[];
  readonly gateway: string;
  readonly output: 'text' | 'json';
  readonly diagnostics: DiagnosticsFormat;
}

export async function plan(options: PlanCommandOptions, config: Config, io: Io): Promise<number> {
  const live = await liveGateway(options.gateway, config, io);
  const policies = await firewallPoliciesOf(options.gateway, config, io);
  const {
    plan: result,
    firewallPolicies,
    diagnostics,
    hasErrors,
  } = await preview(options.filename, live, config, io, policies).catch(refuseArm(options.gateway));
  printDiagnostics(diagnostics, options.diagnostics, io.stderr);
  const { color } = io.stdout;
  const text =
    options.output === 'json'
      ? renderJson(result, renderAll(diagnostics), firewallPolicies)
      : renderPlan(result, live, { color }, firewallPolicies);
  io.stdout.write(`${text}\n`);
  if (hasErrors) return EXIT.errors;
  const isWritten = firewallPolicies.some(({ action }) => action !== 'ensure');
  return result.put === null && !isWritten ? EXIT.ok : EXIT.changes;
}

/** Only a resource id loads an SDK. */
async function liveGateway(gateway: string, config: Config, io: Io): Promise<RawGateway> {
  if (!isResourceId(gateway)) return readGateway(gateway, io.cwd);
  const { readLiveGateway } = await import('./read-live-gateway.ts');
  return readLiveGateway(gateway, config, io);
}

/** A file says nothing of the policies beside its gateway. */
async function firewallPoliciesOf(
  gateway: string,
  config: Config,
  io: Io,
): Promise<FirewallPolicies | undefined> {
  if (!isResourceId(gateway)) return undefined;
  const { connectFirewallPolicies } = await import('./azure-connection.ts');
  return connectFirewallPolicies(gateway, config, io);
}
