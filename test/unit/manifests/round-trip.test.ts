import { Readable } from 'node:stream';
import test from 'ava';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import type { ClusterObject } from '../../../src/cluster/objects.ts';
import { refText } from '../../../src/diagnostics/diagnostic.ts';
import { refOf } from '../../../src/manifests/manifest-set.ts';
import { readManifests } from '../../../src/manifests/read.ts';
import { temporaryFolder } from './temporary-folder.ts';

const API_VERSIONS = {
  Ingress: 'networking.k8s.io/v1',
  IngressClass: 'networking.k8s.io/v1',
  Service: 'v1',
  EndpointSlice: 'discovery.k8s.io/v1',
  Secret: 'v1',
  ConfigMap: 'v1',
  Pod: 'v1',
  Node: 'v1',
  Namespace: 'v1',
  AzureApplicationGatewayRewrite: 'appgw.ingress.azure.io/v1beta1',
  AzureIngressProhibitedTarget: 'appgw.ingress.k8s.io/v1',
} as const;

const label = fc.stringMatching(/^[a-z](?:-?[a-z0-9]){0,6}$/);
const portNumber = fc.integer({ min: 1, max: 65_535 });
const text = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((value) => !/\p{Cc}|\ufffd/u.test(value) && value.isWellFormed());
const annotations = fc.dictionary(label, text, { maxKeys: 3, noNullPrototype: true });
const labels = fc.dictionary(label, label, { maxKeys: 3, noNullPrototype: true });
const record = <T>(
  model: { [K in keyof T]: fc.Arbitrary<T[K]> },
  requiredKeys: (keyof T)[],
): fc.Arbitrary<Partial<T>> => fc.record(model, { requiredKeys, noNullPrototype: true });

const metadata = (namespace: fc.Arbitrary<string>) =>
  record(
    {
      namespace,
      name: label,
      uid: text,
      labels,
      annotations,
      creationTimestamp: fc.constant('2026-01-02T03:04:05Z'),
    },
    ['namespace', 'name'],
  );
const servicePort = fc.oneof(
  fc.record({ number: portNumber }, { noNullPrototype: true }),
  fc.record({ name: label }, { noNullPrototype: true }),
);
const backend = fc.record(
  { service: fc.record({ name: label, port: servicePort }, { noNullPrototype: true }) },
  { noNullPrototype: true },
);
const path = fc.record(
  {
    path: label.map((value) => `/${value}`),
    pathType: fc.constantFrom('Exact', 'Prefix', 'ImplementationSpecific'),
    backend,
  },
  { noNullPrototype: true },
);
const host = fc.oneof(
  label,
  label.map((value) => `*.${value}`),
);
const http = fc.record({ paths: fc.array(path, { minLength: 1, maxLength: 3 }) }, { noNullPrototype: true });
const rules = fc.array(record({ host, http }, []), { maxLength: 3 });
const tls = fc.array(record({ hosts: fc.array(host), secretName: label }, []), { maxLength: 2 });
const uniquePorts = fc.uniqueArray(
  record({ name: label, port: portNumber, targetPort: fc.oneof(portNumber, label) }, ['name', 'port']),
  {
    minLength: 1,
    maxLength: 3,
    comparator: (a, b) => a.name === b.name || a.port === b.port,
  },
);
const ipv4 = fc.tuple(fc.constant(10), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join('.'));
const endpoint = record(
  {
    addresses: fc.array(ipv4, { minLength: 1, maxLength: 3 }),
    conditions: record({ ready: fc.boolean(), terminating: fc.boolean() }, []),
  },
  ['addresses'],
);
const objectOf = (
  kind: string,
  namespace: fc.Arbitrary<string>,
  members: Record<string, fc.Arbitrary<unknown>>,
) =>
  fc.record(
    { kind: fc.constant(kind), metadata: metadata(namespace), ...members },
    { noNullPrototype: true },
  );

const object = fc.oneof(
  objectOf('Ingress', label, {
    spec: record({ ingressClassName: label, defaultBackend: backend, tls, rules }, ['defaultBackend']),
  }),
  objectOf('IngressClass', fc.constant(''), {
    spec: fc.constant({ controller: 'azure/application-gateway' }),
  }),
  objectOf('Service', label, { spec: record({ selector: labels, ports: uniquePorts }, ['ports']) }),
  objectOf('EndpointSlice', label, {
    addressType: fc.constant('IPv4'),
    endpoints: fc.array(endpoint, { maxLength: 3 }),
    ports: uniquePorts.map((ports) => ports.map(({ name = '', port = 1 }) => ({ name, port }))),
  }),
  objectOf('Secret', label, {
    type: text,
    data: fc.dictionary(label, fc.base64String(), { noNullPrototype: true }),
  }),
  objectOf('ConfigMap', label, { data: fc.dictionary(label, text, { noNullPrototype: true }) }),
  objectOf('Pod', label, {
    spec: fc.constant({ containers: [{ name: 'web', ports: [{ containerPort: 8080 }] }] }),
    status: record({ podIP: ipv4, conditions: fc.constant([{ type: 'Ready', status: 'True' }]) }, []),
  }),
  objectOf('Node', fc.constant(''), {
    spec: record({ unschedulable: fc.boolean() }, []),
    status: record({ addresses: fc.constant([{ type: 'InternalIP', address: '10.9.0.4' }]) }, []),
  }),
  objectOf('Namespace', fc.constant(''), {}),
  objectOf('AzureApplicationGatewayRewrite', label, {
    spec: fc.constant({ rewriteRules: [{ name: 'r', ruleSequence: 1, conditions: [{ negate: true }] }] }),
  }),
  objectOf('AzureIngressProhibitedTarget', label, {
    spec: record({ hostname: text, paths: fc.constant(['/*', '/a/*']) }, []),
  }),
) as fc.Arbitrary<ClusterObject>;

const objects = fc.uniqueArray(object, {
  maxLength: 6,
  selector: (value) => refText(refOf(value)),
});
/** What a Pod needs on the wire and the projection drops. */
const onWire = (value: ClusterObject): object => {
  const wire = { apiVersion: API_VERSIONS[value.kind], ...value };
  if (value.kind !== 'Pod') return wire;
  const containers = value.spec.containers.map((container) => ({ ...container, image: 'web' }));
  return { ...wire, spec: { ...value.spec, containers } };
};
const byKey = (value: ClusterObject): [string, ClusterObject] => [refText(refOf(value)), value];
const bare = (set: { objects: readonly { object: ClusterObject }[] }): ClusterObject[] =>
  set.objects.map((item) => item.object);

for (const [format, serialise] of Object.entries({
  'a JSON List': (all: ClusterObject[]) =>
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: all.map(onWire) }),
  'YAML documents': (all: ClusterObject[]) =>
    all.map((one) => stringify(onWire(one), { version: '1.1', lineWidth: 0 })).join('---\n'),
})) {
  test(`objects survive ${format}`, async (t) => {
    await fc.assert(
      fc.asyncProperty(objects, async (all) => {
        const set = await readManifests(['-'], { cwd: '/', stdin: Readable.from([serialise(all)]) });
        t.deepEqual(set.diagnostics, []);
        t.deepEqual(bare(set), all);
      }),
      { numRuns: 60 },
    );
  });
}

test('how objects are spread over files does not matter', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      objects,
      fc.array(fc.constantFrom('a.yaml', 'b/c.json', 'd.yml'), { minLength: 6, maxLength: 6 }),
      async (all, files) => {
        const texts: Record<string, string> = {};
        for (const [index, one] of all.entries()) {
          texts[files[index]!] = `${texts[files[index]!] ?? ''}${JSON.stringify(onWire(one))}\n`;
        }
        const folder = await temporaryFolder(t, texts);
        const set = await readManifests(['.'], { cwd: folder.path });
        t.deepEqual(set.diagnostics, []);
        t.deepEqual(Object.fromEntries(bare(set).map(byKey)), Object.fromEntries(all.map(byKey)));
      },
    ),
    { numRuns: 20 },
  );
});
