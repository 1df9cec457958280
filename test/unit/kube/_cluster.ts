/** A cluster source against a scripted API server that holds a small world. */
import type { ExecutionContext } from 'ava';
import type { References } from '../../../src/cluster/references.ts';
import type { Snapshot } from '../../../src/cluster/snapshot.ts';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { createClusterSource, type ClusterSource } from '../../../src/kube/cluster-source.ts';
import { createManualClock, type ManualClock } from '../../helpers/manual-clock.ts';
import {
  listOf,
  NO_STREAMING_LIST,
  purposeOf,
  scriptedKube,
  type Answer,
  type Call,
  type ScriptedKube,
} from '../../helpers/scripted-kube.ts';

export interface Raw {
  readonly metadata: { readonly name: string; readonly resourceVersion: string };
  readonly type?: string;
  readonly [field: string]: unknown;
}
/** Objects by the path of their collection, as lists give them; what changes later is sent by the test. */
export type World = { [path: string]: readonly Raw[] };

export const NETWORKING = '/apis/networking.k8s.io/v1';
export const meta = (name: string, resourceVersion: string, namespace?: string) => ({
  metadata: { name, uid: `uid-${name}`, resourceVersion, ...(namespace !== undefined && { namespace }) },
});
export const ingress = (name: string, version: string, ...secrets: string[]): Raw => ({
  ...meta(name, version, 'shop'),
  spec: { ingressClassName: 'c', tls: secrets.map((secretName) => ({ secretName })) },
});
export const secret = (name: string, version: string, type = 'kubernetes.io/tls'): Raw => ({
  ...meta(name, version, 'shop'),
  type,
  data: { 'tls.crt': 'Yw==', 'tls.key': 'aw==' },
});
export const ofClass: Raw = { ...meta('c', '1'), spec: { controller: 'azure/application-gateway' } };

/** Here an annotation `ca` names a Secret, and `ca-map` a ConfigMap. */
const references = ({ ingresses }: Snapshot): References => {
  const named = (name: string) =>
    new Set(
      ingresses.flatMap(({ metadata: { namespace, annotations } }) =>
        annotations?.[name] === undefined ? [] : [`${namespace}/${annotations[name]}`],
      ),
    );
  return {
    secrets: new Set(
      ingresses.flatMap(({ metadata, spec }) =>
        (spec.tls ?? []).map(({ secretName }) => `${metadata.namespace}/${secretName}`),
      ),
    ),
    caSecrets: named('ca'),
    configMaps: named('ca-map'),
  };
};

interface Setup {
  readonly kube: ScriptedKube;
  readonly clock: ManualClock;
  readonly source: ClusterSource;
  /** How often listeners were called since `synced`. */
  readonly notified: () => number;
  /** Sends an event to the newest watch of a collection. */
  readonly send: (path: string, type: string, object: Raw) => void;
  /** Lets pass what was sent, and the pauses between notifications. */
  readonly pass: () => Promise<void>;
}

export async function setUp(
  t: ExecutionContext,
  world: World,
  options: {
    readonly namespaces?: readonly string[] | null;
    readonly limit?: number;
    readonly deny?: (call: Call) => Answer | null;
  } = {},
): Promise<Setup> {
  const clock = createManualClock();
  const kube = await scriptedKube(clock, (call) => {
    const denied = options.deny?.(call) ?? null;
    if (denied) return denied;
    if (purposeOf(call) === 'streaming list') return NO_STREAMING_LIST;
    if (purposeOf(call) !== 'list') return { events: [], end: 'open' };
    const [field = '', value] = (call.query['fieldSelector'] ?? '').split('=');
    const all = world[call.path] ?? [];
    return listOf(
      '100',
      all.filter(({ metadata, type }) =>
        field === '' ? true : field === 'type' ? type === value : metadata.name === value,
      ),
    );
  });
  const source = createClusterSource({
    client: kube.client,
    clock,
    namespaces: options.namespaces ?? null,
    ...(options.limit === undefined ? {} : { secretWatchLimit: options.limit }),
    references,
    diagnoseUnreadable: ({ kind, namespace, name, error }) =>
      diagnose('FILE_UNREADABLE', { kind, namespace, name: name ?? '*' }, { reason: error.message }),
    random: () => 0.5,
  });
  let notified = 0;
  t.teardown(() => kube.close());
  t.teardown(() => source.stop());
  source.subscribe(() => (notified += 1));
  source.start();
  return {
    kube,
    clock,
    source,
    notified: () => notified,
    send: (path, type, object) => {
      const { streams } = kube;
      streams.findLast(({ call }) => call.path === path)?.send({ type, object });
    },
    pass: async () => {
      for (let pause = 0; pause < 3; pause += 1) {
        await quiet();
        clock.advance(100);
      }
      await quiet();
    },
  };
}

export const secretsOf = (source: ClusterSource): string[] =>
  [...source.snapshot().snapshot.secrets.keys()].sort();
export const ingressesOf = (source: ClusterSource): string[] =>
  source.snapshot().snapshot.ingresses.map(({ metadata }) => metadata.name);
export const quiet = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));

export const WORLD: World = {
  [`${NETWORKING}/ingresses`]: [ingress('web', '1', 'cert')],
  [`${NETWORKING}/ingressclasses`]: [ofClass],
  '/api/v1/services': [{ ...meta('web', '2', 'shop'), spec: { ports: [{ port: 80 }] } }],
  '/apis/discovery.k8s.io/v1/endpointslices': [
    {
      ...meta('web-1', '3', 'shop'),
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'] }],
      ports: [],
    },
  ],
  '/api/v1/namespaces/shop/secrets': [secret('cert', '4'), secret('other', '5')],
};
