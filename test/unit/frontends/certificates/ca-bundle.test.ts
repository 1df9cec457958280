import test from 'ava';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import { readCaBundle } from '../../../../src/frontends/certificates/ca-bundle.ts';
import { makeAuthority, makeCertificate } from '../../../helpers/certificates.ts';

const ONE = makeAuthority('one');
const TWO = makeAuthority('two');
const LEAF = makeCertificate({ hosts: ['a.com'] });

const reads = test.macro({
  exec: (t, text: string | null, expected: RegExp | number) => {
    const metadata = { namespace: 'shop', name: 'ca' };
    const data = text === null ? {} : { 'ca.crt': text };
    const encoded = text === null ? {} : { 'ca.crt': Buffer.from(text).toString('base64') };
    const snapshot = createSnapshot(
      [
        { kind: 'ConfigMap', metadata, data },
        { kind: 'Secret', metadata, data: encoded },
      ],
      0,
    );
    for (const kind of ['ConfigMap', 'Secret'] as const) {
      const bundle = readCaBundle(snapshot, 'shop', { kind, name: 'ca' });
      t.is(bundle.source, `${kind}/shop/ca`);
      if (typeof expected === 'number')
        t.is(bundle.state === 'usable' && bundle.certificates.length, expected);
      else t.regex(bundle.state === 'usable' ? 'usable' : bundle.reason, expected);
    }
  },
  title: (name) => name!,
});
test('one', reads, ONE.certPem, 1);
test('several', reads, `# roots\n${ONE.certPem}\n${TWO.certPem}`, 2);
test('no key', reads, null, /^it has no key ca\.crt$/);
test('nothing in it', reads, '', /holds no certificate/);
test('a private key', reads, ONE.keyPem, /block 1 of ca\.crt is a PRIVATE KEY/);
test('damaged', reads, ONE.certPem.replace(/[A-Za-z]{20}/, '!'), /block 1 of ca\.crt is not a certificate/);
test('a leaf', reads, LEAF.certPem, /is no authority$/);

test('missing', (t) =>
  t.like(readCaBundle(createSnapshot([], 0), 'shop', { kind: 'Secret', name: 'x' }), { state: 'missing' }));
test('of another namespace', (t) => {
  const metadata = { namespace: 'x', name: 'ca' };
  const snapshot = createSnapshot([{ kind: 'ConfigMap', metadata, data: { 'ca.crt': ONE.certPem } }], 0);
  t.is(readCaBundle(snapshot, 'shop', { kind: 'ConfigMap', name: 'ca' }).state, 'missing');
});
