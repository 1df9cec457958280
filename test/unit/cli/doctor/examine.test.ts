/** Each check: facts in, one line out. */
import test from 'ava';
import { loadConfig } from '../../../../src/config/load.ts';
import type { GatewayFacts } from '../../../../src/cli/doctor/azure-facts.ts';
import type { CheckResult } from '../../../../src/cli/doctor/check.ts';
import type { ClusterFacts } from '../../../../src/cli/doctor/cluster-facts.ts';
import { examineCluster, examineGateway, examineIdentity } from '../../../../src/cli/doctor/examine.ts';
import { armFailure, clusterFacts, gatewayFacts, ID, known, kubeFailure, live, SUBNET_ID } from './_facts.ts';

const config = loadConfig({ flags: {}, environment: {} });

/** `verdict: detail` of the lines with that title, and their hints. */
const linesOf = (results: readonly CheckResult[], title: string): string =>
  results
    .filter((result) => result.title === title)
    .map(({ verdict, detail, hint }) => `${verdict}: ${detail}${hint === null ? '' : ` | ${hint}`}`)
    .join('\n');

const ofCluster = test.macro({
  exec: (t, title: string, facts: Partial<ClusterFacts>, expected: RegExp, gatewayId?: string) => {
    const settings = gatewayId === undefined ? config : { ...config, gatewayId };
    t.regex(linesOf(examineCluster(clusterFacts(facts), settings), title), expected);
  },
  title: (_, title: string, __, expected: RegExp) => `${title}: ${expected.source}`,
});
const spec = { controller: config.controllerName };
const parameters = { apiGroup: 'appgw-ingress.dev', kind: 'ApplicationGateway', name: 'edge' };
const withClass = (own: object): Partial<ClusterFacts> => ({
  classes: known([{ metadata: { name: 'azure' }, spec: { ...spec, ...own } }]),
});
const pods = { group: '', resource: 'pods', verbs: ['list', 'watch'], purpose: 'probes', namespace: null };
const named = { ...pods, group: 'acn.azure.com', resource: 'things', name: 'x', namespace: 'edge' };

test(ofCluster, 'API server', {}, /^pass: Kubernetes v1\.33\.0 answers$/);
test(ofCluster, 'API server', { version: kubeFailure(null) }, /^fail: said the API server \| .*--kubeconfig/);
test(ofCluster, 'API server', { version: kubeFailure(401) }, /^fail: .* \| Log in again/);
test(ofCluster, 'Permissions in the cluster', {}, /^pass: /);
test(
  ofCluster,
  'Permissions in the cluster',
  { refused: known([{ permission: pods, verbs: ['watch'] }]) },
  /^fail: watch pods is refused: probes \|/,
);
test(
  ofCluster,
  'Permissions in the cluster',
  { refused: known([{ permission: named, verbs: ['get'] }]) },
  /^fail: get things\.acn\.azure\.com "x" in namespace edge is refused/,
);
test(ofCluster, 'Permissions in the cluster', { refused: kubeFailure(503) }, /^skip: /);
test(ofCluster, 'Lease', {}, /^pass: .* appgw-ingress$/);
test(ofCluster, 'Lease', { lease: kubeFailure(404) }, /^fail: .* --lease-namespace/);
test(ofCluster, 'Kind ApplicationGateway', { gateways: known(null) }, /^warn: .* \| kubectl apply/);
test(ofCluster, 'Kind ApplicationGateway', { gateways: kubeFailure(403) }, /^skip: /);
test(ofCluster, 'IngressClass', {}, /^warn: none has spec\.controller/);
test(ofCluster, 'IngressClass', { classes: kubeFailure(403) }, /^skip: /);
test(ofCluster, 'IngressClass', withClass({}), /^fail: azure has no spec\.parameters/);
test(ofCluster, 'IngressClass', withClass({}), /^pass: azure leads to the gateway of --gateway-id/, ID);
test(
  ofCluster,
  'IngressClass',
  withClass({ parameters }),
  /^fail: azure leads to ApplicationGateway edge, which does not/,
);
test(
  ofCluster,
  'IngressClass',
  { ...withClass({ parameters }), gateways: kubeFailure(403) },
  /^skip: .* cannot be read/,
);
test(
  ofCluster,
  'IngressClass',
  {
    ...withClass({ parameters }),
    gateways: known([{ metadata: { name: 'edge' }, spec: { resourceId: ID } }]),
  },
  /^pass: azure leads to ApplicationGateway edge$/,
);
test(
  ofCluster,
  'IngressClass',
  withClass({ parameters: { kind: 'ConfigMap', name: 'x' } }),
  /^fail: .* which is no gateway of ours/,
);

test('a cluster that does not answer is one line', (t) => {
  const facts = clusterFacts({ version: kubeFailure(null), refused: kubeFailure(null) });
  t.is(examineCluster(facts, config).length, 1);
});

const ofIdentity = test.macro((t, lines: readonly CheckResult[], title: string, expected: RegExp) =>
  t.regex(linesOf(lines, title), expected),
);
const identified = { credential: 'workload identity', principalId: 'p' };
const refused = [{ credential: 'managed identity', reason: 'no endpoint' }];
test(
  'a token',
  ofIdentity,
  examineIdentity({ identified, refused }, [ID]),
  'Azure identity',
  /^pass: workload identity, principal p$/,
);
test(
  'no token',
  ofIdentity,
  examineIdentity({ identified: null, refused }, [ID]),
  'Azure identity',
  /^fail: no token: managed identity: no endpoint \|/,
);
test(
  'no gateway',
  ofIdentity,
  examineIdentity({ identified, refused: [] }, []),
  'Gateway',
  /^fail: none is named/,
);

const ofGateway = test.macro({
  exec: (
    t,
    title: string,
    facts: Partial<GatewayFacts>,
    expected: RegExp,
    cluster: Partial<ClusterFacts> = {},
  ) =>
    t.regex(linesOf(examineGateway(gatewayFacts(facts), clusterFacts(cluster), 'default'), title), expected),
  title: (_, title: string, __, expected: RegExp) => `${title}: ${expected.source}`,
});
const having = (properties: object, members: object = {}): Partial<GatewayFacts> => ({
  gateway: known(live(properties, members)),
});
const GRANT = `az role assignment create --role appgw-ingress --scope "${ID}" --assignee-object-id principal`;

test(ofGateway, 'Gateway', {}, /^pass: dev in westeurope/);
test(ofGateway, 'Gateway', { gateway: armFailure(404) }, /^fail: there is no gateway/);
test(ofGateway, 'Gateway', { gateway: armFailure(401) }, /^fail: the token is refused: said ARM/);
test(
  ofGateway,
  'Gateway',
  { gateway: armFailure(403) },
  new RegExp(
    `^fail: Microsoft.Network/applicationGateways/read is missing on .* \\| ${RegExp.escape(GRANT)}`,
  ),
);
test(
  ofGateway,
  'Gateway',
  { gateway: armFailure(403), principalId: null },
  /--assignee-object-id <principal id/,
);
test(
  ofGateway,
  'Gateway',
  { gateway: armFailure(500, { kind: 'transient' }) },
  /^fail: Code: said ARM \| Try again/,
);
test(
  ofGateway,
  'State',
  having({ operationalState: 'Stopped' }),
  /^fail: Stopped: .* \| az network .* start/,
);
test(ofGateway, 'State', having({ provisioningState: 'Failed' }), /^warn: the last operation failed/);
test(ofGateway, 'State', having({ provisioningState: 'Updating' }), /^warn: somebody is writing/);
test(ofGateway, 'State', {}, /^pass: Running, Succeeded$/);
test(ofGateway, 'SKU', having({ sku: { tier: 'Standard' } }), /^fail: Standard is not supported/);
test(ofGateway, 'SKU', having({ sku: { tier: 'WAF_v2' } }), /^pass: WAF_v2$/);
test(ofGateway, 'AGIC', {}, /^pass/);
test(ofGateway, 'AGIC', having({}, { tags: { 'managed-by-k8s-ingress': '1' } }), /^fail: .*managed-by/);
test(ofGateway, 'Frontends', {}, /^pass: public, private 10\.0\.0\.100$/);
test(ofGateway, 'Frontends', having({ frontendIPConfigurations: [] }), /^fail: the gateway has none/);

const publicIp = (answer: GatewayFacts['publicIps'][number]['answer']): Partial<GatewayFacts> => ({
  publicIps: [{ id: '/ip', answer }],
});
test(ofGateway, 'Public IP', publicIp(known({ ip: '1.2.3.4', hostname: 'a.b' })), /^pass: 1\.2\.3\.4, a\.b$/);
test(ofGateway, 'Public IP', publicIp(known({ ip: null, hostname: null })), /^fail: it has no address/);
test(ofGateway, 'Public IP', publicIp(armFailure(403)), /^fail: .* \| az role .* --scope "\/ip"/);

type Subnet = NonNullable<GatewayFacts['subnet']>['answer'];
const subnet = (answer: Subnet): Partial<GatewayFacts> => ({ subnet: { id: SUBNET_ID, answer } });
const ofSubnet = (
  delegations: readonly string[],
  routeTableId: string | null = null,
): Partial<GatewayFacts> => subnet(known({ prefixes: ['10.0.0.0/24'], delegations, routeTableId }));
test(ofGateway, 'Subnet', {}, /^pass: 10\.0\.0\.0\/24, not delegated$/);
test(ofGateway, 'Subnet', ofSubnet(['microsoft.network/applicationgateways']), /^pass: .* delegated to/);
test(ofGateway, 'Subnet', ofSubnet(['Microsoft.Web/serverFarms']), /^fail: .*Microsoft\.Web.*--delegations/);
test(
  ofGateway,
  'Subnet',
  subnet(armFailure(403)),
  /^fail: Microsoft\.Network\/virtualNetworks\/subnets\/read/,
);
test(ofGateway, 'Subnet', subnet(armFailure(404)), /^skip: it cannot be read/);
test(ofGateway, 'Subnet', { subnet: null }, /^skip: the gateway names none/);

const granting = (...actions: readonly string[]): Partial<GatewayFacts> => ({
  granted: new Map([ID, SUBNET_ID].map((id) => [id.toLowerCase(), known([{ actions, notActions: [] }])])),
});
const RANGES = 'Source ranges';
const waf = having({ sku: { tier: 'WAF_v2' } });
const onGroup = (...actions: readonly string[]): Partial<GatewayFacts> => ({
  ...waf,
  granted: new Map([[ID.replace(/\/providers.*/, '').toLowerCase(), known([{ actions, notActions: [] }])]]),
});
test(ofGateway, RANGES, {}, /^pass: not available/);
test(ofGateway, RANGES, waf, /^skip: not known/);
test(ofGateway, RANGES, onGroup('*'), /^pass: policies of ours can be written/);
test(ofGateway, RANGES, onGroup('*/read'), /^warn: optional: .*Policies\/write, .*\| az role/);
const WRITE = 'Permission to write';
test(ofGateway, WRITE, granting('*'), /^pass: .*\/write on dev\npass: .*\/join\/action on gateway$/);
test(ofGateway, WRITE, granting('*/read'), /^fail: .*\/write on dev is missing \| az role/);
test(
  ofGateway,
  WRITE,
  {},
  /^skip: not known before the first write.*\/write on dev, .*join\/action on gateway/,
);
test(
  ofGateway,
  WRITE,
  having({}, { identity: { userAssignedIdentities: { '/id/one': {} } } }),
  /userAssignedIdentities\/assign\/action on one/,
);
test(
  ofGateway,
  WRITE,
  having({ httpListeners: [{ name: 'l', properties: { firewallPolicy: { id: '/policies/waf' } } }] }),
  /FirewallPolicies\/join\/action on waf/,
);

const vault = (secretId: string) => ({
  sslCertificates: [{ name: 'cert', properties: { keyVaultSecretId: secretId } }],
});
const identity = { identity: { userAssignedIdentities: { '/id/one': {} } } };
test(ofGateway, 'Key Vault', {}, /^pass: no certificate/);
test(
  ofGateway,
  'Key Vault',
  having(vault('https://v/secrets/a')),
  /^fail: 1 certificate from a vault, but no/,
);
test(ofGateway, 'Key Vault', having(vault('https://v/secrets/a'), identity), /^pass: 1 certificate$/);
test(ofGateway, 'Key Vault', having(vault('https://v/secrets/a/9'), identity), /^warn: cert never rotates/);

const ports = (count: number) =>
  Array.from({ length: count }, (_, port) => ({ name: `p${port}`, properties: { port } }));
test(ofGateway, 'Limits', having({ frontendPorts: ports(10) }), /^pass: .* 10 of 100 frontend ports$/);
test(ofGateway, 'Limits', having({ frontendPorts: ports(80) }), /^warn: 80 of 100 frontend ports \|/);

const PODS = 'Way to the pods';
const nodes = known([
  {
    metadata: { name: 'n' },
    spec: { podCIDR: '10.244.0.0/24', providerID: 'azure:///subscriptions/s/resourceGroups/mc_x/providers' },
  },
]);
const extension = (range: string, status: object) =>
  known({ metadata: { uid: 'u' }, spec: { extensionIPRange: range }, status });
const overlay = known(true);
test(ofGateway, PODS, {}, /^pass: pods have addresses of the virtual network$/);
test(ofGateway, PODS, {}, /^skip: said/, { overlay: kubeFailure(403) });
test(ofGateway, PODS, {}, /^skip: said the API server/, { nodes: kubeFailure(403) });
test(ofGateway, PODS, {}, /^fail: kubenet: .*10\.244\.0\.0\/24.* no route table \| .* mc_x: az/, { nodes });
test(ofGateway, PODS, ofSubnet([], '/tables/routes'), /^pass: kubenet: .* route table routes$/, { nodes });
test(ofGateway, PODS, subnet(armFailure(403)), /^skip: kubenet: .* cannot be read/, { nodes });
test(ofGateway, PODS, {}, /^pass: CNI Overlay; .* will let 10\.0\.0\.0\/24 in/, { overlay });
test(ofGateway, PODS, subnet(armFailure(403)), /^warn: CNI Overlay; the range/, { overlay });
for (const [state, expected] of [
  ['Succeeded', /^pass: CNI Overlay; 10\.0\.0\.0\/24 is let in$/],
  ['Failed', /^fail: .* not let in: Failed/],
  ['Pending', /^warn: .* not let in: Pending/],
] as const) {
  test(ofGateway, PODS, {}, expected, { overlay, extension: extension('10.0.0.0/24', { state }) });
}
test(ofGateway, PODS, {}, /^fail: .* open to 10\.9\.0\.0\/24, and the gateway is in 10\.0\.0\.0\/24/, {
  overlay,
  extension: extension('10.9.0.0/24', { state: 'Succeeded' }),
});

const health = (...states: readonly string[]): Partial<GatewayFacts> => {
  const servers = states.map((state) => ({ address: '10.0.0.1', health: state }));
  return { health: known({ backendAddressPools: [{ backendHttpSettingsCollection: [{ servers }] }] }) };
};
test(ofGateway, 'Backends', {}, /^skip: the gateway does not run/);
test(ofGateway, 'Backends', { health: armFailure(403) }, /^skip: their health cannot be read/);
test(ofGateway, 'Backends', health(), /^pass: the gateway has none/);
test(ofGateway, 'Backends', health('Up', 'Up'), /^pass: 2 of 2 are up/);
test(ofGateway, 'Backends', health('Up', 'Down'), /^warn: 1 of 2 are up/);
