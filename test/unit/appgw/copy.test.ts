import test from 'ava';
import { copyCertificate, copyOwn, findOwn, sameReference } from '../../../src/appgw/copy.ts';
import { applySites } from '../../helpers/back-end.ts';
import { GATEWAY_ID, idOf, live, site, usable } from '../../helpers/routing.ts';

const on = live(
  applySites([
    site('a.com', {
      port: 443,
      protocol: 'Https',
      certificate: { state: 'keyVault', secretId: 'https://v.x/secrets/s' },
    }),
    site('b.com', { port: 443, protocol: 'Https', certificate: usable('c') }),
  ]).raw,
);
const firstOf = (collection: 'probes' | 'sslCertificates') => [...on.own[collection].values()];

test('one of ours as we wrote it', (t) => {
  const [probe] = firstOf('probes');
  const [part] = copyOwn(on, 'probes', { id: probe!.id!.toUpperCase() });
  t.is(part?.name, probe!.name);
  t.is(part?.identity, null);
  t.false('provisioningState' in part!.properties || 'backendHttpSettings' in part!.properties);
});
test('nothing of others', (t) => {
  t.deepEqual(copyOwn(on, 'probes', idOf('probes', 'theirs')), []);
  t.is(findOwn(on, 'probes', idOf('probes', 'theirs').id), undefined);
});
test('a reference to ours in our spelling, to others as it is', (t) => {
  const { name } = firstOf('probes')[0]!;
  t.is(
    sameReference(on, 'probes', { id: `/X/probes/${name.toUpperCase()}` }).id,
    `${GATEWAY_ID}/probes/${name}`,
  );
  t.is(sameReference(on, 'probes', { id: '/X/probes/Theirs' }).id, '/X/probes/Theirs');
});
test('of certificates only where they are read from', (t) =>
  t.deepEqual(
    firstOf('sslCertificates')
      .flatMap(({ name }) => copyCertificate(on, idOf('sslCertificates', name)))
      .map(({ properties }) => properties)
      .toSorted((a) => ('keyVaultSecretId' in a ? -1 : 1)),
    [{ keyVaultSecretId: 'https://v.x/secrets/s' }, {}],
  ));
