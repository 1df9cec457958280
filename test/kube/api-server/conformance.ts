/**
 * The table of facts/kube.md, measured on a real kube-apiserver, row by row: what is done, and the verdict. The same
 * rows are run against the in-process server and, where there is one, against a real one (1.27 or newer).
 */
import type { KubeInput } from './contracts.ts';
import { mapAt } from './objects.ts';

export interface Row {
  readonly title: string;
  readonly verdict: 'accepted' | 'refused';
  readonly object: KubeInput;
  /** The verdict is on this write of the created object, not on its creation. */
  readonly second?:
    | { readonly write: 'object'; readonly change: (created: KubeInput) => KubeInput }
    | { readonly write: 'status'; readonly status: unknown };
}

type Members = Readonly<Record<string, unknown>>;
type Verdict = Row['verdict'];

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';

const backend: Members = { service: { name: 'web', port: { number: 80 } } };
const path = (members: Members = {}): Members => ({ path: '/', pathType: 'Prefix', backend, ...members });
const rule = (members: Members = {}): Members => ({ http: { paths: [path()] }, ...members });

let made = 0;
const named = (apiVersion: string, kind: string, members: Members, metadata: Members = {}): KubeInput => ({
  apiVersion,
  kind,
  metadata: { name: `row-${(made += 1)}`, namespace: 'default', ...metadata },
  ...members,
});

const ingress = (spec: Members, metadata: Members = {}): KubeInput =>
  named('networking.k8s.io/v1', 'Ingress', { spec }, metadata);

const spec =
  (title: string, of: Members, metadata?: Members) =>
  (verdict: Verdict): Row => ({ title: `Ingress: ${title}`, verdict, object: ingress(of, metadata) });

const onPath = (title: string, ...paths: readonly Members[]) =>
  spec(title, { rules: [{ http: { paths: paths.map(path) } }] });

const onHost = (host: string) => spec(`host ${host}`, { rules: [rule({ host })] });
const onBackend = (title: string, of: Members) => onPath(title, { backend: of });
const onService = (title: string, port: Members) => onBackend(title, { service: { name: 'web', port } });
const onTls = (title: string, ...tls: readonly Members[]) => spec(title, { rules: [rule()], tls });

const onStatus =
  (title: string, address: Members) =>
  (verdict: Verdict): Row => ({
    title: `Ingress status: ${title}`,
    verdict,
    object: ingress({ rules: [rule()] }),
    second: { write: 'status', status: { loadBalancer: { ingress: [address] } } },
  });

const tlsSecret =
  (title: string, data: Members) =>
  (verdict: Verdict): Row => ({
    title: `Secret kubernetes.io/tls: ${title}`,
    verdict,
    object: named('v1', 'Secret', { type: 'kubernetes.io/tls', data }),
  });

const slice =
  (addressType: string, address: string) =>
  (verdict: Verdict): Row => ({
    title: `EndpointSlice: ${addressType} ${address}`,
    verdict,
    object: named('discovery.k8s.io/v1', 'EndpointSlice', {
      addressType,
      endpoints: [{ addresses: [address] }],
      ports: [{ name: '', port: 8080 }],
    }),
  });

const endpoints =
  (ip: string) =>
  (verdict: Verdict): Row => ({
    title: `Endpoints: ${ip}`,
    verdict,
    object: named('v1', 'Endpoints', { subsets: [{ addresses: [{ ip }], ports: [{ port: 8080 }] }] }),
  });

const withAnnotation = (value: unknown): Members => ({ annotations: { [CLASS_ANNOTATION]: value } });

const annotationAddedLater: Row = {
  title: 'Ingress: class annotation added by an update beside ingressClassName',
  verdict: 'accepted',
  object: ingress({ ingressClassName: 'azure', rules: [rule()] }),
  second: {
    write: 'object',
    change: (created) => ({
      ...created,
      metadata: { ...created.metadata, annotations: { [CLASS_ANNOTATION]: 'azure/application-gateway' } },
    }),
  },
};

const resource = { apiGroup: 'storage.example.com', kind: 'Bucket', name: 'assets' };
const garbage = Buffer.from('not a certificate').toString('base64');

const refused = [
  spec('neither rules nor defaultBackend', {}),
  spec(
    'class annotation that differs from ingressClassName',
    { ingressClassName: 'azure', rules: [rule()] },
    withAnnotation('azure/application-gateway'),
  ),
  spec('class name with a slash', { ingressClassName: 'azure/application-gateway', rules: [rule()] }),
  spec('annotation true', { rules: [rule()] }, { annotations: { 'example.com/flag': true } }),
  spec('annotation 1', { rules: [rule()] }, { annotations: { 'example.com/number': 1 } }),
  onPath('path without pathType', { pathType: undefined }),
  onPath('Exact without path', { pathType: 'Exact', path: undefined }),
  onPath('Prefix with the empty path', { path: '' }),
  onPath('Prefix with a relative path', { path: 'a' }),
  onPath('Exact with a relative path', { pathType: 'Exact', path: 'a' }),
  onPath('ImplementationSpecific with a relative path', { pathType: 'ImplementationSpecific', path: 'a' }),
  onPath('Prefix with //', { path: '/a//b' }),
  onPath('Exact with /../', { pathType: 'Exact', path: '/a/../b' }),
  onPath('Prefix with %2f', { path: '/a%2fb' }),
  onHost('*'),
  onHost('*.*.example.com'),
  onHost('Shop.example.com'),
  onHost('10.1.2.3'),
  onHost('shop.example.com:8080'),
  onService('port name and number together', { name: 'http', number: 80 }),
  onService('no port', {}),
  onBackend('neither service nor resource', {}),
  onTls('secretName that is no DNS name', { hosts: ['a.example.com'], secretName: 'Not_A_Name' }),
  onStatus('ip that is no address', { ip: 'gateway' }),
  onStatus('hostname that is an address', { hostname: '10.1.2.3' }),
  tlsSecret('without tls.key', { 'tls.crt': garbage }),
  tlsSecret('without tls.crt', { 'tls.key': garbage }),
  slice('IPv4', '127.0.0.1'),
  slice('IPv4', '127.1.2.3'),
  slice('IPv6', '::1'),
  slice('IPv4', '169.254.1.1'),
  slice('IPv6', 'fe80::1'),
  endpoints('127.0.0.1'),
  endpoints('::1'),
  endpoints('169.254.1.1'),
  endpoints('fe80::1'),
].map((row) => row('refused'));

const accepted = [
  spec('rule without http', { rules: [{ host: 'a.example.com' }] }),
  spec('the same rule twice', { rules: [rule(), rule()] }),
  onPath('the same path twice', {}, {}),
  onTls('tls without secretName', { hosts: ['a.example.com'] }),
  spec('class that does not exist', { ingressClassName: 'nobody', rules: [rule()] }),
  spec(
    'class annotation that equals ingressClassName',
    { ingressClassName: 'azure', rules: [rule()] },
    withAnnotation('azure'),
  ),
  spec('class annotation alone', { rules: [rule()] }, withAnnotation('azure/application-gateway')),
  onPath('Prefix /a/*', { path: '/a/*' }),
  onPath('Prefix /a?b=1', { path: '/a?b=1' }),
  onPath('ImplementationSpecific without path', { pathType: 'ImplementationSpecific', path: undefined }),
  onPath('ImplementationSpecific with //', { pathType: 'ImplementationSpecific', path: '/a//b' }),
  onHost('*.example.com'),
  onBackend('a resource backend', { resource }),
  onTls('wildcard and plain host', { hosts: ['*.example.com', 'example.com'], secretName: 'cert' }),
  onStatus('ip 127.0.0.1 with ports', { ip: '127.0.0.1', ports: [{ port: 443, protocol: 'TCP' }] }),
  tlsSecret('garbage', { 'tls.crt': garbage, 'tls.key': garbage }),
  tlsSecret('empty values', { 'tls.crt': '', 'tls.key': '' }),
  slice('IPv4', '10.244.1.7'),
  slice('FQDN', 'backend.example.com'),
  endpoints('10.244.1.7'),
].map((row) => row('accepted'));

export const CONFORMANCE: readonly Row[] = [...refused, ...accepted, annotationAddedLater];

/** The second write of a row, on the object as created. */
export const secondWrite = (created: KubeInput, { second }: Row): KubeInput =>
  second?.write === 'status'
    ? { ...created, status: { ...mapAt(created, 'status'), ...(second.status as Members) } }
    : (second?.change(created) ?? created);
