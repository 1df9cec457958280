/** What the controller would say of a snapshot, on every gateway that it serves, if the gateways had nothing else. */
import { buildGateway } from '../../appgw/build.ts';
import { projectLive } from '../../appgw/live.ts';
import type { RawGateway } from '../../appgw/wire.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import { liveOptions, translateFor } from '../../controller/compute.ts';
import type { GatewayTarget } from '../../controller/gateway-targets.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { BLANK_GATEWAY } from '../blank-gateway.ts';

/** Of the larger SKU: whether a gateway has a firewall is seen by the leader alone. */
const GATEWAY: RawGateway = {
  ...BLANK_GATEWAY,
  properties: { ...BLANK_GATEWAY.properties, sku: { name: 'WAF_v2', tier: 'WAF_v2', capacity: 2 } },
};

/** Of a snapshot that it was asked about before, it remembers what it said. */
export function createJudge(
  targets: () => readonly GatewayTarget[],
): (snapshot: Snapshot) => readonly Diagnostic[] {
  const said = new WeakMap<Snapshot, readonly Diagnostic[]>();
  return (snapshot) => {
    const known = said.get(snapshot);
    if (known) return known;
    const diagnostics = targets().flatMap(({ settings }) => judged(snapshot, settings));
    said.set(snapshot, diagnostics);
    return diagnostics;
  };
}

function judged(snapshot: Snapshot, settings: GatewayTarget['settings']): readonly Diagnostic[] {
  const { frontend = 'auto' } = settings;
  const { routing, diagnostics } = translateFor(snapshot, {
    ...settings,
    frontend: frontend === 'auto' ? 'public' : frontend,
  });
  const live = projectLive(GATEWAY, liveOptions(settings));
  return [...diagnostics, ...buildGateway(routing, live, new Map()).diagnostics];
}
