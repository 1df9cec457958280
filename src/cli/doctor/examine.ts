/** Which checks are made, in the order in which one thing depends on another. */
import type { Identification } from '../../azure/identify.ts';
import type { Config } from '../../config/schema.ts';
import type { GatewayFacts } from './azure-facts.ts';
import { fail, type CheckResult } from './check.ts';
import { checkAgic } from './checks/agic.ts';
import { checkApiServer } from './checks/api-server.ts';
import { checkAzurePermissions } from './checks/azure-permission.ts';
import { checkBackendHealth } from './checks/backend-health.ts';
import { checkDefinition } from './checks/definition.ts';
import { checkFrontends } from './checks/frontends.ts';
import { checkGateway } from './checks/gateway.ts';
import { checkState } from './checks/gateway-state.ts';
import { checkIdentity } from './checks/identity.ts';
import { checkIngressClasses } from './checks/ingress-classes.ts';
import { checkKeyVault, checkVaultRights } from './checks/key-vault.ts';
import { checkLease } from './checks/lease.ts';
import { checkLimits } from './checks/limits.ts';
import { checkPermissions } from './checks/permissions.ts';
import { checkPodNetwork } from './checks/pod-network.ts';
import { checkPublicIps } from './checks/public-ip.ts';
import { checkSku } from './checks/sku.ts';
import { checkSourceRanges } from './checks/source-ranges.ts';
import { checkSubnet } from './checks/subnet.ts';
import type { ClusterFacts } from './cluster-facts.ts';

export function examineCluster(facts: ClusterFacts, config: Config): readonly CheckResult[] {
  const server = checkApiServer(facts);
  if (server.verdict === 'fail') return [server];
  return [
    server,
    ...checkPermissions(facts),
    checkLease(facts, config.leaseNamespace),
    checkDefinition(facts),
    ...checkIngressClasses(facts, config),
  ];
}

export function examineIdentity(
  identification: Identification,
  gatewayIds: readonly string[],
): readonly CheckResult[] {
  const identity = checkIdentity(identification);
  if (gatewayIds.length > 0) return [identity];
  const hint = 'Set --gateway-id, or create an ApplicationGateway.';
  return [identity, fail('Gateway', 'none is named, and none can be served', hint)];
}

export function examineGateway(
  facts: GatewayFacts,
  cluster: ClusterFacts,
  instance: string,
): readonly CheckResult[] {
  const gateway = checkGateway(facts);
  if (!facts.gateway.ok) return [gateway];
  const live = facts.gateway.value;
  return [
    gateway,
    checkState(live),
    checkSku(live),
    checkAgic(live),
    checkFrontends(live),
    ...checkPublicIps(facts),
    checkSubnet(facts),
    ...checkAzurePermissions(facts),
    checkSourceRanges(facts),
    checkKeyVault(live),
    ...checkVaultRights(live, facts),
    checkLimits(live, instance),
    checkPodNetwork({ ...cluster, subnet: facts.subnet }),
    checkBackendHealth(facts),
  ];
}
