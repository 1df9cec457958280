/**
 * Child of the benchmark: what is around the controller, an API server and ARM without a data plane, in one process
 * that is not the controller's. In: messages with a phase of changes. Out: when it is ready, when the first PUT came,
 * and of each phase what the controller made of it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { systemClock } from '../../../src/clock/clock.ts';
import { createArm } from '../../../src/emulator/arm/arm.ts';
import type { FaultCall } from '../../../src/emulator/arm/faults/fault.ts';
import { createAuthority } from '../../../src/emulator/authority.ts';
import { startApiServer } from '../../kube/api-server/api-server.ts';
import { trackDeliveries } from './deliveries.ts';
import type { FromWorld, Phase, PhaseResult } from './messages.ts';
import { clusterObjects, endpointsAt, firstAddresses, nameOf, namespaceOf, SERVED, SIZE } from './objects.ts';
import { loadDefinitions } from './definitions.ts';
import { SILENT_EVENTS } from '../../helpers/silent-events.ts';

/** How long the last changes of a phase are waited for. */
const MOST_MS = 60_000;

const tell = (message: FromWorld): void => void process.send!(message);
const now = (): number => performance.timeOrigin + performance.now();

let latencyMs = 500;
let puts: number[] = [];
/** Of operations. */
let ends: number[] = [];
let deliveries = trackDeliveries(isServed);
const addresses = Array.from({ length: SIZE.services }, (_, service) => [...firstAddresses(service)]);

const api = await startApiServer();
await api.load([...(await loadDefinitions()), ...clusterObjects()]);
const authority = await createAuthority('benchmark');
const { certificate, key } = await authority.issue(['127.0.0.1']);
const arm = createArm({
  clock: systemClock,
  events: { ...SILENT_EVENTS, onApplied: async () => void ends.push(now()) },
  gateways: { [BLANK_GATEWAY.id!]: BLANK_GATEWAY },
  latencyMs: () => latencyMs,
  faults: [seePut],
});
const url = await arm.listen({ host: '127.0.0.1', port: 0, tls: { cert: certificate, key } });
process.on('message', (phase: Phase) => void run(phase).then((result) => tell({ kind: 'result', result })));
process.on('disconnect', () => process.exit());
tell({
  kind: 'ready',
  kubeconfig: api.kubeconfig(api.adminToken),
  arm: url,
  armCa: authority.pem,
  gatewayId: BLANK_GATEWAY.id!,
});

function seePut({ kind, body }: FaultCall): null {
  if (kind !== 'put') return null;
  const at = now();
  if (puts.length === 0) tell({ kind: 'put', at });
  puts.push(at);
  deliveries.put(body, at);
  return null;
}

async function run(phase: Phase): Promise<PhaseResult> {
  ({ latencyMs } = phase);
  puts = [];
  ends = [];
  deliveries = trackDeliveries(isServed);
  const start = now();
  for (let event = 0; event < phase.events; event += 1) {
    await sleep(Math.max(0, start + event * phase.everyMs - now()));
    void change(phase.services === 'all' ? (event * 7) % SIZE.services : (event * 7) % SERVED, event);
  }
  const endOfChanges = now();
  const putsDuringChanges = [...puts];
  while (deliveries.pending() > 0 && now() < endOfChanges + MOST_MS) await sleep(50);
  return {
    waits: deliveries.waits(),
    lost: deliveries.pending(),
    puts: putsDuringChanges.length,
    fromEndOfOperation: putsDuringChanges.slice(1).map((at) => at - lastEndBefore(at)),
    seconds: (endOfChanges - start) / 1000,
  };
}

const lastEndBefore = (at: number): number => Math.max(...ends.filter((end) => end < at));

/** One endpoint is another one: what a pod that was replaced looks like. */
async function change(service: number, event: number): Promise<void> {
  addresses[service]![event % SIZE.endpointsOfOne] = deliveries.changed(service, now());
  const slice = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${nameOf(service)}-1`, namespace: namespaceOf(service) },
  };
  await api.admin.patch(slice, { endpoints: endpointsAt(service, addresses[service]!) });
}

function isServed(service: number): boolean {
  return service < SERVED;
}
