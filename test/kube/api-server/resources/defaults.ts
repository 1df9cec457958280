/** What an API server fills in where the author of a built-in object was silent. */
import { isMap, listAt, mapAt, textAt } from '../objects.ts';
import type { Draft, JsonMap, KubeObject } from '../objects.ts';

type SetDefaults = (draft: Draft, old: KubeObject | null) => void;

const OF_KIND: Readonly<Record<string, SetDefaults>> = {
  Namespace(draft) {
    const metadata = draft['metadata'] as Draft;
    metadata['labels'] = { ...mapAt(metadata, 'labels'), 'kubernetes.io/metadata.name': metadata['name'] };
    fill(section(draft, 'spec'), { finalizers: ['kubernetes'] });
    draft['status'] ??= { phase: 'Active' };
  },
  Secret(draft) {
    fill(draft, { type: 'Opaque' });
    const plain = mapAt(draft, 'stringData');
    delete draft['stringData'];
    const encoded = Object.entries(plain).map(([key, value]) => [
      key,
      Buffer.from(String(value)).toString('base64'),
    ]);
    if (encoded.length > 0) draft['data'] = { ...mapAt(draft, 'data'), ...Object.fromEntries(encoded) };
  },
  Service: setServiceDefaults,
  Pod(draft) {
    setPodDefaults(section(draft, 'spec'));
    draft['status'] ??= { phase: 'Pending' };
  },
  Deployment(draft) {
    const spec = section(draft, 'spec');
    fill(spec, {
      replicas: 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%', maxSurge: '25%' } },
    });
    setPodDefaults(section(section(spec, 'template'), 'spec'));
  },
  EndpointSlice(draft) {
    for (const port of records(draft, 'ports')) fill(port, { name: '', protocol: 'TCP' });
  },
  IngressClass(draft) {
    const { parameters } = section(draft, 'spec');
    if (isMap(parameters)) fill(parameters, { scope: 'Cluster' });
  },
  NetworkPolicy(draft) {
    const spec = section(draft, 'spec');
    fill(spec, { policyTypes: listAt(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'] });
  },
  CustomResourceDefinition: setDefinitionDefaults,
  RoleBinding: setSubjectDefaults,
  ClusterRoleBinding: setSubjectDefaults,
};

export const setBuiltinDefaults = (kind: string, draft: Draft, old: KubeObject | null): void =>
  OF_KIND[kind]?.(draft, old);

function fill(target: Draft, defaults: JsonMap): void {
  for (const [name, value] of Object.entries(defaults)) target[name] ??= value;
}

/** The member as an object; made where it is absent. What is there in another form is left to validation. */
function section(parent: Draft, name: string): Draft {
  parent[name] ??= {};
  return isMap(parent[name]) ? parent[name] : {};
}

const records = (parent: JsonMap, name: string): Draft[] => listAt(parent, name).filter(isMap);

function setServiceDefaults(draft: Draft, old: KubeObject | null): void {
  const spec = section(draft, 'spec');
  fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  for (const port of records(spec, 'ports')) {
    fill(port, { protocol: 'TCP', targetPort: port['port'] });
  }
  if (spec['type'] === 'ExternalName') return;
  const kept = textAt(mapAt(old, 'spec'), 'clusterIP');
  fill(spec, {
    clusterIP: kept === '' ? nextClusterIP(textAt(draft['metadata'], 'uid')) : kept,
    internalTrafficPolicy: 'Cluster',
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
  });
  spec['clusterIPs'] = [spec['clusterIP']];
  if (spec['type'] === 'ClusterIP') return;
  fill(spec, { externalTrafficPolicy: 'Cluster' });
  for (const [index, port] of records(spec, 'ports').entries()) {
    const before = mapAt(old, 'spec');
    const allocated = listAt(before, 'ports')[index];
    fill(port, {
      nodePort: isMap(allocated) && allocated['nodePort'] ? allocated['nodePort'] : nodePort(draft, index),
    });
  }
}

/** Addresses and node ports are drawn from the object's uid: no allocator to keep, and seldom equal. */
const drawn = (uid: string, digits: number, offset: number): number =>
  Number.parseInt(uid.replaceAll('-', '').slice(offset, offset + digits), 16);

const nextClusterIP = (uid: string): string => `10.0.${drawn(uid, 2, 0)}.${1 + (drawn(uid, 2, 2) % 254)}`;

const nodePort = (draft: Draft, index: number): number =>
  30_000 + ((drawn(textAt(draft['metadata'], 'uid'), 4, 4) + index) % 2768);

function setPodDefaults(spec: Draft): void {
  fill(spec, {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
  });
  for (const container of [...records(spec, 'containers'), ...records(spec, 'initContainers')]) {
    fill(container, { imagePullPolicy: 'IfNotPresent', resources: {} });
    for (const port of records(container, 'ports')) fill(port, { protocol: 'TCP' });
    for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      if (isMap(container[name])) setProbeDefaults(container[name]);
    }
  }
}

function setProbeDefaults(probe: Draft): void {
  fill(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  if (isMap(probe['httpGet'])) fill(probe['httpGet'], { path: '/', scheme: 'HTTP' });
}

function setSubjectDefaults(draft: Draft): void {
  const rbac = 'rbac.authorization.k8s.io';
  if (isMap(draft['roleRef'])) fill(draft['roleRef'], { apiGroup: rbac });
  for (const subject of records(draft, 'subjects')) {
    if (subject['kind'] !== 'ServiceAccount') fill(subject, { apiGroup: rbac });
  }
}

/** A definition is established at once. */
function setDefinitionDefaults(draft: Draft): void {
  const spec = section(draft, 'spec');
  const names = section(spec, 'names');
  const kind = textAt(names, 'kind');
  fill(names, { singular: kind.toLowerCase(), listKind: `${kind}List` });
  fill(spec, { conversion: { strategy: 'None' } });
  const lastTransitionTime = mapAt(draft, 'metadata')['creationTimestamp'];
  const condition = (type: string, reason: string) => ({ type, status: 'True', reason, lastTransitionTime });
  const versions = records(spec, 'versions');
  draft['status'] ??= {
    acceptedNames: names,
    conditions: [condition('NamesAccepted', 'NoConflicts'), condition('Established', 'InitialNamesAccepted')],
    storedVersions: versions.filter((version) => version['storage'] === true).map(({ name }) => name),
  };
}
