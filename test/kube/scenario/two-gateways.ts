/**
 * `run` between a cluster with the kind ApplicationGateway installed and an ARM with two gateways, east and west, with a
 * class of the same name for each. In time ten times as fast.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { GatewayStatus } from '../../../src/api/application-gateway.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../../src/cli/blank-gateway.ts';
import { runCli } from '../../../src/cli/program.ts';
import { createArm } from '../../../src/emulator/arm/arm.ts';
import type { Answer } from '../../../src/emulator/arm/faults/fault.ts';
import { createAuthority } from '../../../src/emulator/authority.ts';
import { ingress } from '../../helpers/objects.ts';
import { silentIo } from '../../helpers/silent-io.ts';
import { SILENT_EVENTS } from '../../helpers/silent-events.ts';
import { temporaryFolder } from '../../unit/manifests/temporary-folder.ts';
import { startApiServer } from '../api-server/api-server.ts';
import { startRealApiServer } from '../real-api-server.ts';
import type { ApiServer, KubeInput } from '../api-server/contracts.ts';
import { listAt, mapAt } from '../api-server/objects.ts';
import { fastClock } from './fast-clock.ts';
import { CHART, SURROUNDINGS, toKube } from './objects.ts';

const named = (name: string): RawGateway =>
  JSON.parse(
    JSON.stringify(BLANK_GATEWAY)
      .replaceAll('applicationGateways/dev', `applicationGateways/${name}`)
      .replaceAll('publicIPAddresses/dev', `publicIPAddresses/${name}`)
      .replace('"name":"dev"', `"name":"${name}"`),
  ) as RawGateway;
export const EAST = named('east');
export const WEST = named('west');

export const gatewayObject = (name: string, { id = '' }: RawGateway, spec: object = {}): KubeInput => ({
  apiVersion: 'appgw-ingress.dev/v1alpha1',
  kind: 'ApplicationGateway',
  metadata: { name },
  spec: { resourceId: id, ...spec },
});
const classOf = (name: string): KubeInput => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name },
  spec: {
    controller: 'azure/application-gateway',
    parameters: { apiGroup: 'appgw-ingress.dev', kind: 'ApplicationGateway', name },
  },
});
export const web = (name: string, className: string, host: string): KubeInput =>
  toKube(ingress({ name, className, rules: { [host]: ['/'] } }));

type World = Awaited<ReturnType<typeof startWorld>>;

/** Told on a real API server too, where KUBEBUILDER_ASSETS names one. */
export function onTwoGateways(
  title: string,
  story: (t: ExecutionContext, world: World) => Promise<void>,
): void {
  test.serial(title, async (t) => story(t, await startWorld(t, await startApiServer({ clock: fastClock }))));
  if ((process.env['KUBEBUILDER_ASSETS'] ?? '') === '') return;
  test.serial(`${title} (real kube-apiserver)`, async (t) =>
    story(t, await startWorld(t, (await startRealApiServer())!)),
  );
}

/** A cluster with the kind installed, the classes east and west, and an ARM with the gateways of these names. */
async function startWorld(t: ExecutionContext, api: ApiServer) {
  t.teardown(() => api.close());
  await api.load([...SURROUNDINGS, classOf('east'), classOf('west')]);
  let refused: Answer | null = null;
  const calls: { readonly kind: string; readonly gateway: string }[] = [];
  const arm = createArm({
    clock: fastClock,
    events: SILENT_EVENTS,
    gateways: { [EAST.id!]: EAST, [WEST.id!]: WEST },
    latencyMs: 1500,
    faults: [
      ({ kind, path }) => {
        const gateway = /applicationGateways\/(\w+)/i.exec(path)?.[1];
        if (gateway !== undefined) calls.push({ kind, gateway });
        return kind === 'put' && refused !== null ? { kind: 'answer', answer: refused } : null;
      },
    ],
  });
  t.teardown(() => arm.close());
  const authority = await createAuthority('ARM of two gateways');
  const { certificate, key } = await authority.issue(['127.0.0.1']);
  const url = await arm.listen({ host: '127.0.0.1', port: 0, tls: { cert: certificate, key } });
  const { path: folder } = await temporaryFolder(t);
  await writeFile(join(folder, 'arm.pem'), authority.pem);

  const start = async (): Promise<() => Promise<number>> => {
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(
      kubeconfig,
      api.kubeconfig(await api.serviceAccountToken(CHART.namespace, CHART.account)),
    );
    const words = ['--kubeconfig', kubeconfig, '--instance', 'many', '--lease-namespace', CHART.namespace];
    const ports = ['--health-port', '0', '--metrics-port', '0'];
    const azure = ['--arm-endpoint', url, '--arm-ca', join(folder, 'arm.pem')];
    const stopping = new AbortController();
    const ended = runCli(
      ['run', ...words, ...ports, ...azure],
      silentIo({ clock: fastClock, stopSignal: () => stopping.signal }),
    );
    const stop = (): Promise<number> => {
      stopping.abort();
      return ended;
    };
    t.teardown(stop);
    return stop;
  };
  /** Every PUT gets this answer instead of its own; null: no longer. */
  const refuse = (answer: Answer | null): void => {
    refused = answer;
  };
  return { api, start, calls, refuse, ...questions(api), hosts: hostsOn(arm.document) };
}

const hostsOn =
  (document: (id: string) => RawGateway | null) =>
  ({ id = '' }: RawGateway): readonly string[] =>
    ((document(id)?.properties['httpListeners'] ?? []) as unknown as RawListener[])
      .flatMap(({ properties }) => [...(properties.hostNames ?? []), properties.hostName ?? ''])
      .filter((host) => host !== '' && !host.endsWith('.invalid'))
      .toSorted();
interface RawListener {
  readonly properties: { readonly hostName?: string; readonly hostNames?: readonly string[] };
}

/** What the objects say. */
function questions({ admin }: ApiServer) {
  const statusOf = async (name: string): Promise<GatewayStatus> => {
    const object = await admin.get(gatewayObject(name, EAST));
    return object['status'] ?? {};
  };
  return {
    statusOf,
    reasons: async (name: string): Promise<Readonly<Record<string, string>>> => {
      const { conditions = [] } = await statusOf(name);
      return Object.fromEntries(conditions.map(({ type, status, reason }) => [type, `${status} ${reason}`]));
    },
    /** `reason` of the Events on an object. */
    events: async (name: string): Promise<readonly string[]> => {
      const list = await admin.list({ apiVersion: 'events.k8s.io/v1', kind: 'Event' });
      return list
        .filter((event) => mapAt(event, 'regarding')['name'] === name)
        .map((event) => String(event['reason']));
    },
    addresses: async (name: string) => {
      const { status } = await admin.get(web(name, 'east', 'x'));
      return listAt(mapAt(status, 'loadBalancer'), 'ingress');
    },
  };
}
