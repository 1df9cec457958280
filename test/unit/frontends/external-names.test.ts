import test from 'ava';
import type { Policy } from '../../../src/api/policy.ts';
import type { Service } from '../../../src/cluster/objects.ts';
import { resolveExternalName } from '../../../src/frontends/external-names.ts';
import { told } from '../../helpers/pipeline.ts';

const BY = { kind: 'Ingress', namespace: 'shop', name: 'web' };
const ANY: Policy = { externalNames: [{ namespaces: ['shop'] }] };
const external = (externalName: string, ports?: Service['spec']['ports']): Service => ({
  kind: 'Service',
  metadata: { namespace: 'shop', name: 'out' },
  spec: { type: 'ExternalName', externalName, ...(ports ? { ports } : {}) },
});

const resolves = test.macro({
  exec: (t, service: Service, policy: Policy, port: { number?: number; name?: string }, expected: string) => {
    const { backend, problems } = resolveExternalName(service, { name: 'out', port }, policy);
    const [code] = told(problems(BY));
    t.is(
      backend ? `${backend.pool.endpoints[0]!.address}:${backend.port} ${backend.pool.targetType}` : code,
      expected,
    );
  },
  title: (name) => name!,
});
const code = (name: string): string => `${name} Ingress/shop/web`;
test('not allowed', resolves, external('a.com'), {}, { number: 443 }, code('EXTERNAL_NAME_REFUSED'));
test('allowed', resolves, external('A.com.'), ANY, { number: 443 }, 'a.com:443 fqdn');
test(
  'by the name of a port',
  resolves,
  external('a.com', [{ name: 'tls', port: 8443 }]),
  ANY,
  { name: 'tls' },
  'a.com:8443 fqdn',
);
test('no such port', resolves, external('a.com'), ANY, { name: 'tls' }, code('BACKEND_PORT_MISSING'));
for (const name of ['10.0.0.1', 'web.shop.svc.cluster.local', 'localhost', '', 'a b.com'])
  test(
    `${JSON.stringify(name)} is of no use`,
    resolves,
    external(name),
    ANY,
    { number: 80 },
    code('EXTERNAL_NAME_UNUSABLE'),
  );
