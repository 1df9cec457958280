import { X509Certificate } from 'node:crypto';
import test from 'ava';
import { createDevTls } from '../../../../src/cli/dev/dev-tls.ts';
import type { ClusterObject, Secret } from '../../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { createAuthority } from '../../../../src/emulator/authority.ts';
import { ingress, NAMESPACE } from '../../../helpers/objects.ts';

const devTls = createAuthority('development').then(createDevTls);
const mint = async (...objects: readonly ClusterObject[]): Promise<readonly Secret[]> =>
  (await devTls).missingSecrets(createSnapshot(objects, 0));
const certificate = ({ data }: Secret): X509Certificate =>
  new X509Certificate(Buffer.from(data?.['tls.crt'] ?? '', 'base64'));
const names = (secret: Secret): string | undefined => certificate(secret).subjectAltName;

const KNOWN: Secret = {
  kind: 'Secret',
  metadata: { namespace: NAMESPACE, name: 'cert' },
  type: 'kubernetes.io/tls',
  data: {},
};

test('a Secret that lacks is minted for the hosts of its entry, by the CA', async (t) => {
  const [secret, ...more] = await mint(ingress({ tls: [['cert', 'b.com', '*.a.com']] }));
  t.deepEqual(more, []);
  t.like(secret, {
    kind: 'Secret',
    type: 'kubernetes.io/tls',
    metadata: { namespace: NAMESPACE, name: 'cert' },
  });
  t.is(names(secret!), 'DNS:*.a.com, DNS:b.com');
  t.true(certificate(secret!).verify(new X509Certificate((await devTls).ca).publicKey));
  t.truthy(secret!.data?.['tls.key']);
});

for (const [title, objects] of [
  ['one that is there', [ingress({ tls: [['cert', 'a.com']] }), KNOWN]],
  ['an entry without a Secret', [ingress({ tls: [[null, 'a.com']] })]],
  ['an Ingress without tls', [ingress()]],
] as const) {
  test(`nothing is minted for ${title}`, async (t) => t.deepEqual(await mint(...objects), []));
}

test('one Secret of several Ingresses has the hosts of all', async (t) => {
  const [secret] = await mint(
    ingress({ name: 'x', tls: [['cert', 'a.com']] }),
    ingress({ name: 'y', tls: [['cert', 'b.com']] }),
  );
  t.is(names(secret!), 'DNS:a.com, DNS:b.com');
});

test('an entry without hosts stands for those of the rules', async (t) => {
  const [secret] = await mint(ingress({ tls: [['cert']], rules: { 'r.com': ['/'] } }));
  t.is(names(secret!), 'DNS:r.com');
});

test('the same hosts get the same object, other hosts another one', async (t) => {
  const first = await mint(ingress({ tls: [['same', 'a.com']] }));
  t.is((await mint(ingress({ tls: [['same', 'a.com']] })))[0], first[0]);
  t.not((await mint(ingress({ tls: [['same', 'c.com']] })))[0], first[0]);
});
