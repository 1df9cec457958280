/** What stands beside the gateway, with real traffic: WAF policies of ours, and certificates from a Key Vault. */
import { readFile } from 'node:fs/promises';
import { connect } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import type { RawGateway } from '../../src/appgw/wire.ts';
import { CLOUDS } from '../../src/azure/clouds.ts';
import { staticToken } from '../../src/azure/credential.ts';
import { createFirewallPolicies } from '../../src/azure/firewall-policies.ts';
import { BLANK_GATEWAY } from '../../src/cli/blank-gateway.ts';
import { systemClock } from '../../src/clock/clock.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { FirewallPolicies } from '../../src/controller/ports.ts';
import type { VaultSecret } from '../../src/emulator/arm/certificates/vault.ts';
import { makeCertificate } from '../helpers/certificates.ts';
import { startSession, type DevSession } from '../helpers/dev-session.ts';
import { temporaryFolder } from '../unit/manifests/temporary-folder.ts';

const GROUP = BLANK_GATEWAY.id!.replace(/\/applicationGateways.*/, '');
const BASE = `${GROUP}/ApplicationGatewayWebApplicationFirewallPolicies/base`;
const GATEWAY: RawGateway = {
  ...BLANK_GATEWAY,
  identity: {
    type: 'UserAssigned',
    userAssignedIdentities: { [`${GROUP}/userAssignedIdentities/gateway`]: {} },
  },
  properties: {
    ...BLANK_GATEWAY.properties,
    sku: { name: 'WAF_v2', tier: 'WAF_v2', capacity: 2 },
    firewallPolicy: { id: BASE },
  },
};
const CONFIG = {
  ...loadConfig({ flags: {}, environment: {} }),
  policy: { keyVaults: [{ namespaces: ['*'], vaults: ['*'] }] },
};

const ingress = (name: string, annotation: string, host: string | null = `${name}.example.com`): string =>
  `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: ${name}, namespace: shop, annotations: { appgw.ingress.kubernetes.io/${annotation} } }
spec:
  ingressClassName: azure-application-gateway
  rules:
    - ${host === null ? '' : `host: ${host}\n      `}http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] }
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80 }] }
`;

async function policiesOf({ ready }: DevSession): Promise<FirewallPolicies> {
  return createFirewallPolicies({
    gatewayId: ready.gatewayId,
    endpoint: ready.arm,
    ca: await readFile(ready.armCa, 'utf8'),
    scope: CLOUDS.AzurePublicCloud.armScope,
    credential: staticToken('test'),
    clock: systemClock,
    userAgent: 'test',
  });
}

test('source ranges let in and keep out, follow their base, and leave nothing behind', async (t) => {
  const ranges = (text: string): string => `allow-source-ranges: ${text}`;
  const folder = await temporaryFolder(t, {
    'web.yaml': SERVICE,
    'in.yaml': ingress('in', ranges('127.0.0.0/8')),
    'out.yaml': ingress('out', ranges('192.0.2.0/24')),
  });
  const dev = await startSession(t, folder.path, { gateway: GATEWAY, config: CONFIG });
  await dev.next();
  const policies = await policiesOf(dev);
  const ours = async (): Promise<number> =>
    (await policies.list()).filter(({ name }) => name?.startsWith('default-waf-')).length;
  t.is((await dev.get('in.example.com', '/')).status, 200);
  t.is((await dev.get('out.example.com', '/')).status, 403);
  t.is(await ours(), 2);

  await folder.write('out.yaml', ingress('out', ranges('127.0.0.1')));
  t.like(await dev.batch(), [{ event: 'applied' }]);
  t.is((await dev.get('out.example.com', '/')).status, 200);
  await folder.write('web.yaml', `# again\n${SERVICE}`);
  await dev.batch();
  t.is(await ours(), 2, 'the one that nobody wants any more is gone');

  await policies.write(BASE, {
    ...(await policies.read(BASE))!,
    properties: { ...(await policies.read(BASE))!.properties, policySettings: { mode: 'Detection' } },
  });
  await folder.write('late.yaml', ingress('late', ranges('127.0.0.0/16')));
  const refused = (await dev.batch()).flatMap(({ diagnostics }) => diagnostics);
  t.true(refused.some(({ code, object }) => code === 'WAF_POLICY_UNUSABLE' && object?.name === 'late'));
  t.is((await dev.get('in.example.com', '/')).status, 200, 'nobody else is harmed');
});

test('a certificate of a vault is served, names its hosts, and its failure is told to its owner', async (t) => {
  const id = 'https://shop.vault.azure.net/secrets/web';
  const other = 'https://shop.vault.azure.net/secrets/other';
  const { certPem, keyPem } = makeCertificate({ hosts: ['named.example.com'], key: 'ec' });
  const secrets = new Map<string, VaultSecret>([
    [id, { kind: 'pem', pem: certPem + keyPem }],
    [other, { kind: 'failure', code: 'SecretDisabled', message: 'The secret is disabled.' }],
  ]);
  const folder = await temporaryFolder(t, {
    'web.yaml': SERVICE,
    'tls.yaml': ingress('tls', `key-vault-certificate: "${id}"`, null),
  });
  const vault = (secretId: string): VaultSecret | null => secrets.get(secretId) ?? null;
  const dev = await startSession(t, folder.path, { gateway: GATEWAY, config: CONFIG, vault });
  const ready = await dev.next();
  t.deepEqual(ready.diagnostics, []);
  t.is(await servedTo(t, dev, 'named.example.com'), 'DNS:named.example.com');

  await folder.write('bad.yaml', ingress('bad', `key-vault-certificate: "${other}"`));
  const failed = (await dev.batch()).flatMap(({ diagnostics }) => diagnostics);
  const told = failed.find(({ code }) => code === 'KEY_VAULT_REFUSED');
  t.like(told, { severity: 'error', object: { kind: 'Ingress', namespace: 'shop', name: 'bad' } });
  t.regex(told!.message, /shop\.vault\.azure\.net: SecretDisabled: The secret is disabled/);
  t.is(await servedTo(t, dev, 'named.example.com'), 'DNS:named.example.com');
});

/** The names in the certificate that a client is shown. */
function servedTo(t: ExecutionContext, dev: DevSession, servername: string): Promise<string | undefined> {
  const [host, port] = (dev.address('public', 443) ?? '').split(':');
  return new Promise((resolve, reject) => {
    const socket = connect({ host: host!, port: Number(port), servername, rejectUnauthorized: false });
    t.teardown(() => socket.destroy());
    socket.once('error', reject).once('secureConnect', () => {
      resolve(socket.getPeerX509Certificate()?.subjectAltName);
      socket.destroy();
    });
  });
}
