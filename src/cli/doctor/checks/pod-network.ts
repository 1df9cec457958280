import { fail, pass, skip, warn, type CheckResult } from '../check.ts';
import type { ClusterFacts, NodeObject } from '../cluster-facts.ts';
import type { GatewayFacts } from '../azure-facts.ts';

const TITLE = 'Way to the pods';

type Facts = Pick<ClusterFacts, 'overlay' | 'extension' | 'nodes'> & Pick<GatewayFacts, 'subnet'>;

export function checkPodNetwork({ overlay, extension, nodes, subnet }: Facts): CheckResult {
  if (!overlay.ok) return skip(TITLE, overlay.error.message);
  const range = subnet?.answer.ok === true ? subnet.answer.value.prefixes[0] : null;
  if (overlay.value) return checkOverlay(extension, range);
  if (!nodes.ok) return skip(TITLE, nodes.error.message);
  const routed = nodes.value.filter(({ spec }) => spec?.podCIDR);
  if (routed.length === 0) return pass(TITLE, 'pods have addresses of the virtual network');
  return checkRoutes(routed, subnet);
}

function checkOverlay(extension: Facts['extension'], range: string | null): CheckResult {
  if (!extension.ok) return skip(TITLE, `CNI Overlay; ${extension.error.message}`);
  const found = extension.value;
  if (found === null)
    return range === null
      ? warn(TITLE, 'CNI Overlay; the range of the subnet cannot be read', 'See the line of the subnet.')
      : pass(TITLE, `CNI Overlay; the controller will let ${range} in before its first write`);
  const { state = 'None', message } = found.status ?? {};
  const its = found.spec?.extensionIPRange ?? 'no range';
  if (range !== null && its !== range) {
    const hint = 'Delete that OverlayExtensionConfig, or run AGIC and this controller in two namespaces.';
    return fail(TITLE, `CNI Overlay; the way is open to ${its}, and the gateway is in ${range}`, hint);
  }
  if (state === 'Succeeded') return pass(TITLE, `CNI Overlay; ${its} is let in`);
  const detail = `CNI Overlay; ${its} is not let in: ${state}${message === undefined ? '' : `: ${message}`}`;
  return state === 'Failed'
    ? fail(TITLE, detail, 'The message is the own one of the network.')
    : warn(TITLE, detail, 'Wait a minute and ask again.');
}

/** kubenet: pods have addresses that only a route table leads to. */
function checkRoutes(routed: readonly NodeObject[], subnet: Facts['subnet']): CheckResult {
  const detail = `kubenet: nodes have pod ranges of their own, such as ${routed[0]!.spec!.podCIDR}`;
  if (!subnet?.answer.ok) return skip(TITLE, `${detail}; the subnet of the gateway cannot be read`);
  const { routeTableId } = subnet.answer.value;
  if (routeTableId !== null)
    return pass(
      TITLE,
      `${detail}; the gateway's subnet has the route table ${routeTableId.split('/').at(-1)}`,
    );
  const group = resourceGroupOf(routed);
  return fail(
    TITLE,
    `${detail}, and the gateway's subnet has no route table`,
    `Give it the cluster's, which is in ${group === null ? 'the resource group of the nodes' : `resource group ${group}`}: ` +
      `az network vnet subnet update --ids "${subnet.id}" --route-table <id>`,
  );
}

/** From `azure:///subscriptions/…/resourceGroups/<group>/…`. */
const resourceGroupOf = (nodes: readonly NodeObject[]): string | null =>
  /\/resourceGroups\/([^/]+)/i.exec(nodes[0]?.spec?.providerID ?? '')?.[1] ?? null;
