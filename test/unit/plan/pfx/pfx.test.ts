import test from 'ava';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, hash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import tls from 'node:tls';
import { encodePfx, pfxPassword, type Encryption, type PfxContent } from '../../../../src/plan/pfx/pfx.ts';
import { makeAuthority, makeCertificate, type KeyKind } from '../../../helpers/certificates.ts';
import { at, hexOf, readDer } from '../../../helpers/der-reader.ts';

const ENCRYPTIONS: readonly Encryption[] = ['3des', 'aes256'];
const KEYS: readonly KeyKind[] = ['rsa', 'rsa-3072', 'ec', 'ec-p384'];

const root = makeAuthority('pfx root');
const issuer = makeAuthority('pfx issuer', root, 'rsa');

function contentFor(key: KeyKind, encryption: Encryption): PfxContent {
  const leaf = makeCertificate({ hosts: ['site.example'], key, issuer });
  const privateKey = leaf.privateKey.export({ type: 'pkcs8', format: 'der' });
  return {
    chain: [leaf.der, issuer.der, root.der],
    privateKey,
    password: pfxPassword(privateKey),
    encryption,
  };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** No key and no certificate: the writer does not look inside, so its output can be pinned without a secret. */
const fixedContent = (encryption: Encryption): PfxContent => ({
  chain: [Buffer.from('leaf'), Buffer.from('issuer')],
  privateKey: Buffer.from('not a key'),
  password: 'password',
  encryption,
});

async function handshake(content: PfxContent): Promise<tls.DetailedPeerCertificate> {
  const server = tls.createServer({ pfx: Buffer.from(encodePfx(content)), passphrase: content.password });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const client = tls.connect({
    host: '127.0.0.1',
    port: address.port,
    servername: 'site.example',
    ca: root.certPem,
  });
  await once(client, 'secureConnect');
  const peer = client.getPeerCertificate(true);
  client.destroy();
  server.close();
  await once(server, 'close');
  return peer;
}

const openssl = (content: PfxContent, ...options: readonly string[]) =>
  spawnSync('openssl', ['pkcs12', '-passin', 'env:PFX_PASSWORD', ...options], {
    input: encodePfx(content),
    env: { ...process.env, PFX_PASSWORD: content.password },
    encoding: 'utf8',
  });
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const testWithOpenssl = hasOpenssl ? test : test.skip;

for (const encryption of ENCRYPTIONS) {
  for (const key of KEYS) {
    test(`${encryption}, ${key}: a TLS server serves leaf and chain from it`, async (t) => {
      const content = contentFor(key, encryption);
      const peer = await handshake(content);
      const sent = [peer.raw, peer.issuerCertificate.raw, peer.issuerCertificate.issuerCertificate.raw];
      t.deepEqual(sent.map(hex), content.chain.map(hex));
    });

    testWithOpenssl(`${encryption}, ${key}: the openssl program finds key and chain`, (t) => {
      const content = contentFor(key, encryption);
      const { status, stdout, stderr } = openssl(content, '-nodes');
      t.is(status, 0, stderr);
      const pems = stdout.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
      t.deepEqual(
        pems.map((text) => hex(new X509Certificate(text).raw)),
        content.chain.map(hex),
      );
      t.true(new X509Certificate(pems[0]!).checkPrivateKey(createPrivateKey(stdout)));
    });
  }

  testWithOpenssl(
    `${encryption}: the openssl program sees the algorithms and the link of key and leaf`,
    (t) => {
      const { stdout, stderr } = openssl(contentFor('ec', encryption), '-info', '-nodes');
      const algorithm =
        encryption === '3des' ? 'pbeWithSHA1And3-KeyTripleDES-CBC' : 'PBES2, PBKDF2, AES-256-CBC';
      t.is(stderr.split(`${algorithm}, Iteration 2048`).length - 1, 2, stderr);
      t.true(stderr.includes(`MAC: ${encryption === '3des' ? 'sha1' : 'sha256'}, Iteration 2048`));
      const links = [...stdout.matchAll(/localKeyID: (.+)/g)].map(([, id]) => id);
      t.is(links.length, 2);
      t.is(links[0], links[1]);
    },
  );

  test(`${encryption}: equal content gives equal bytes, other content other salts`, (t) => {
    const content = fixedContent(encryption);
    const saltOf = (pfx: Uint8Array): string => hexOf(at(readDer(pfx), 2, 1));
    const first = encodePfx(content);
    t.deepEqual(encodePfx({ ...content, chain: [...content.chain] }), first);
    for (const other of [
      { ...content, privateKey: Buffer.from('another') },
      { ...content, chain: [Buffer.from('leaf')] },
    ]) {
      t.not(saltOf(encodePfx(other)), saltOf(first));
    }
  });

  test(`${encryption}: a wrong password is refused`, (t) => {
    const pfx = Buffer.from(encodePfx(contentFor('ec', encryption)));
    t.throws(() => tls.createSecureContext({ pfx, passphrase: 'wrong' }), { message: /mac verify failure/i });
  });

  test(`${encryption}: a changed byte is noticed`, (t) => {
    const content = contentFor('ec', encryption);
    const pfx = Buffer.from(encodePfx(content));
    pfx[pfx.length >> 1]! ^= 1;
    t.throws(() => tls.createSecureContext({ pfx, passphrase: content.password }));
  });

  test(`${encryption}: costs at most 700 bytes above its content`, (t) => {
    for (const key of KEYS) {
      const content = contentFor(key, encryption);
      const parts = [...content.chain, content.privateKey].reduce((sum, { length }) => sum + length, 0);
      const size = encodePfx(content).length;
      t.true(size > parts && size < parts + 700, `${key}: ${size} for ${parts}`);
    }
  });
}

test('has the structure of RFC 7292', (t) => {
  const pfx = readDer(encodePfx(fixedContent('3des')));
  t.is(hexOf(at(pfx, 0)), '03');
  t.is(hexOf(at(pfx, 1, 0)), '2a864886f70d010701', 'the safe is plain data');
  const safe = at(pfx, 1, 1, 0);
  t.is(hexOf(at(safe, 0, 0)), '2a864886f70d010706', 'certificates are encrypted data');
  t.is(hexOf(at(safe, 0, 1, 0, 1, 1, 0)), '2a864886f70d010c0103');
  t.is(hexOf(at(safe, 1, 0)), '2a864886f70d010701', 'the key is in plain data');
  const bag = at(safe, 1, 1, 0, 0);
  t.is(hexOf(at(bag, 0)), '2a864886f70d010c0a0102', 'in a shrouded bag');
  t.is(hexOf(at(bag, 2, 0, 0)), '2a864886f70d010915');
  t.is(hexOf(at(bag, 2, 0, 1, 0)), hash('sha1', 'leaf'));
  t.is(at(pfx, 2).children.length, 3);
});

test('no part of a file shares its salt with another', (t) => {
  const pfx = readDer(encodePfx(fixedContent('3des')));
  const safe = at(pfx, 1, 1, 0);
  const salts = [at(safe, 0, 1, 0, 1, 1, 1, 0), at(safe, 1, 1, 0, 0, 1, 0, 0, 1, 0), at(pfx, 2, 1)].map(
    hexOf,
  );
  t.is(new Set(salts.map((salt) => salt.slice(0, 16))).size, 3, salts.join(' '));
});

// A change of bytes is a change of every upload: these hashes move only on purpose.
for (const [encryption, expected] of [
  ['3des', '9c931b0967cb1fe0ddcf0636b2ee9e94c92d82525adb43060469b3d53b459130'],
  ['aes256', '9d93770cfa4c44f29941ae790aeb67f28d90284ecaa4f57feff9a4863b1bda43'],
] as const) {
  test(`${encryption}: the bytes of a fixed input are pinned`, (t) => {
    t.is(hash('sha256', encodePfx(fixedContent(encryption))), expected);
  });
}

test('the password is short, alphanumeric and follows from the key', (t) => {
  const password = pfxPassword(Buffer.from('key'));
  t.regex(password, /^[a-z0-9]{24}$/);
  t.is(pfxPassword(Buffer.from('key')), password);
  t.not(pfxPassword(Buffer.from('other')), password);
});

test('a PFX without a certificate is a mistake of the caller', (t) => {
  t.throws(() => encodePfx({ ...fixedContent('3des'), chain: [] }), { instanceOf: RangeError });
});
