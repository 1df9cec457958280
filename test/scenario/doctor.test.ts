/** `doctor` as a process, against an API server and the emulator: all well, then with things missing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { parse } from 'yaml';
import { neededPermissions } from '../../src/kube/permissions.ts';
import { runCommand, startCommand } from '../helpers/command-line.ts';
import { freeOffset } from '../helpers/free-offset.ts';
import { startApiServer } from '../kube/api-server/api-server.ts';
import type { KubeInput } from '../kube/api-server/contracts.ts';
import { temporaryFolder } from '../unit/manifests/temporary-folder.ts';

interface Printed {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly subject: string;
    readonly title: string;
    readonly verdict: string;
    readonly detail: string;
    readonly hint: string | null;
  }[];
}

const OWN = 'appgw-ingress';
const RBAC = 'rbac.authorization.k8s.io/v1';
const definition = parse(
  readFileSync(new URL('../../crds/appgw-ingress.dev_applicationgateways.yaml', import.meta.url), 'utf8'),
) as KubeInput;
const account = { kind: 'ServiceAccount', namespace: OWN, name: 'edge' };

/** A role with all permissions of the catalogue but those on `without`, where they belong. */
function rolesWithout(without: string): readonly KubeInput[] {
  const places = Map.groupBy(neededPermissions([], OWN), ({ namespace }) => namespace);
  return [...places].flatMap(([namespace, permissions]): KubeInput[] => {
    const metadata = { name: 'edge', ...(namespace !== null && { namespace }) };
    const kind = namespace === null ? 'ClusterRole' : 'Role';
    const rules = permissions
      .filter(({ resource }) => resource !== without)
      .map(({ group, resource, verbs, name }) => ({
        apiGroups: [group],
        resources: [resource],
        verbs,
        ...(name !== undefined && { resourceNames: [name] }),
      }));
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name: 'edge' };
    return [
      { apiVersion: RBAC, kind, metadata, rules },
      { apiVersion: RBAC, kind: `${kind}Binding`, metadata, roleRef, subjects: [account] },
    ];
  });
}

test('all well, and what is missing by name', async (t) => {
  const server = await startApiServer();
  t.teardown(() => server.close());
  await server.load([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: OWN } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace: OWN, name: 'edge' } },
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'azure' },
      spec: { controller: 'azure/application-gateway' },
    },
    definition,
    ...rolesWithout('pods'),
  ]);
  const folder = await temporaryFolder(t);
  const kubeconfig = join(folder.path, 'kubeconfig');
  const offset = String(await freeOffset());
  const emulator = startCommand(t, [
    'emulator',
    '--listen',
    '127.0.0.1:0',
    '--port-offset',
    offset,
    '--latency',
    '50ms',
  ]);
  const { arm, armCa, gatewayId } = await emulator.next<{ arm: string; armCa: string; gatewayId: string }>();
  const flags = ['--kubeconfig', kubeconfig, '--gateway-id', gatewayId, '--arm-endpoint', arm];
  const ask = async (token: string, ...more: readonly string[]) => {
    await folder.write('kubeconfig', server.kubeconfig(token));
    return runCommand(['doctor', ...flags, '--arm-ca', armCa, ...more]);
  };

  const well = await ask(server.adminToken);
  t.is(well.code, 0, well.stdout + well.stderr);
  t.is(well.stderr, '');
  t.regex(well.stdout, /pass {2}Permissions in the cluster/);
  t.regex(well.stdout, /pass {2}SKU +Standard_v2/);

  const token = await server.serviceAccountToken(OWN, 'edge');
  const json = await ask(token, '-o', 'json');
  t.is(json.code, 1);
  const { ok, checks } = JSON.parse(json.stdout) as Printed;
  t.false(ok);
  t.deepEqual(
    checks.filter(({ verdict }) => verdict === 'fail').map(({ detail }) => detail),
    ['list, watch pods is refused: probes and readiness gates'],
  );

  await server.stop();
  const down = await ask(token);
  t.is(down.code, 1);
  t.regex(down.stdout, /fail {2}API server/);
  t.notRegex(down.stdout + down.stderr, /\n\s+at /, 'no stack trace');
});
