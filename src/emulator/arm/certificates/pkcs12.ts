/**
 * Reads a PFX (RFC 7292) the way the gateway does: the password is checked by the MAC, the key and its certificate
 * must be there and fit. Written for the emulator alone, so that it does not share a mistake with what writes PFX.
 */
import { X509Certificate, createHmac, createPrivateKey, timingSafeEqual } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { TAG, expect, inside, integerOf, oidOf, parse } from './der.ts';
import type { Node } from './der.ts';
import { decrypt, isAes } from './pkcs12-cipher.ts';
import { pkcs12Key } from './pkcs12-key.ts';

const OID = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  keyBag: '1.2.840.113549.1.12.10.1.1',
  shroudedKeyBag: '1.2.840.113549.1.12.10.1.2',
  certBag: '1.2.840.113549.1.12.10.1.3',
} as const;

const DIGESTS: Readonly<Record<string, { readonly hash: string; readonly length: number }>> = {
  '1.3.14.3.2.26': { hash: 'sha1', length: 20 },
  '2.16.840.1.101.3.4.2.1': { hash: 'sha256', length: 32 },
};

export type Pfx =
  | { readonly kind: 'open'; readonly certificates: readonly Buffer[]; readonly aes: boolean }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'wrong-password' }
  | { readonly kind: 'no-private-key' };

/** Certificates come out leaf first: the one that fits the key, then the others in the order of the file. */
export function openPfx(bytes: Buffer, password: string): Pfx {
  let safe: Safe;
  try {
    const parts = inside(parse(bytes));
    const contents = octets(expect(parts, 1, TAG.sequence));
    if (!isAuthentic(expect(parts, 2, TAG.sequence), contents, password)) return { kind: 'wrong-password' };
    safe = readSafe(contents, password);
  } catch {
    return { kind: 'malformed' };
  }
  const leaf = safe.certificates.find((der) => safe.keys.some((key) => fits(der, key)));
  if (!leaf) return { kind: 'no-private-key' };
  const others = safe.certificates.filter((der) => der !== leaf);
  return { kind: 'open', certificates: [leaf, ...others], aes: safe.aes };
}

const fits = (certificate: Buffer, key: KeyObject): boolean =>
  new X509Certificate(certificate).checkPrivateKey(key);

interface Safe {
  readonly keys: readonly KeyObject[];
  readonly certificates: readonly Buffer[];
  readonly aes: boolean;
}

/** MacData: DigestInfo, salt, iterations. */
function isAuthentic(macData: Node, contents: Buffer, password: string): boolean {
  const fields = inside(macData);
  const digestInfo = inside(expect(fields, 0, TAG.sequence));
  const digest = DIGESTS[oidOf(expect(inside(expect(digestInfo, 0, TAG.sequence)), 0, TAG.oid))];
  if (!digest) throw new Error('MAC algorithm is not supported');
  const sent = expect(digestInfo, 1, TAG.octetString).content;
  const salt = expect(fields, 1, TAG.octetString).content;
  const iterations = fields[2] ? integerOf(fields[2]) : 1;
  const key = pkcs12Key(password, 'mac', { ...digest, salt, iterations });
  const computed = createHmac(digest.hash, key).update(contents).digest();
  return sent.length === computed.length && timingSafeEqual(sent, computed);
}

function readSafe(contents: Buffer, password: string): Safe {
  const parts = inside(parse(contents)).map((info) => readContents(info, password));
  const bags = parts.flatMap((part) => inside(parse(part.bytes))).map((bag) => readBag(bag, password));
  return {
    keys: bags.flatMap(({ key }) => (key ? [key] : [])),
    certificates: bags.flatMap(({ certificate }) => (certificate ? [certificate] : [])),
    aes: [...parts, ...bags].some(({ aes }) => aes),
  };
}

/** ContentInfo with plain or encrypted SafeContents. */
function readContents(info: Node, password: string): { readonly bytes: Buffer; readonly aes: boolean } {
  const [type, content] = inside(info);
  if (!type || !content) throw new Error('empty ContentInfo');
  if (oidOf(type) === OID.data) return { bytes: octets(info), aes: false };
  if (oidOf(type) !== OID.encryptedData) throw new Error(`content ${oidOf(type)} is not supported`);
  const encryptedData = inside(expect(inside(content), 0, TAG.sequence));
  const encrypted = inside(expect(encryptedData, 1, TAG.sequence));
  const algorithm = expect(encrypted, 1, TAG.sequence);
  const bytes = decrypt(algorithm, expect(encrypted, 2, TAG.primitive0).content, password);
  return { bytes, aes: isAes(algorithm) };
}

/** The octet string in `[0]` of a ContentInfo with plain data. */
const octets = (info: Node): Buffer =>
  expect(inside(expect(inside(info), 1, TAG.context0)), 0, TAG.octetString).content;

interface Bag {
  readonly key?: KeyObject;
  readonly certificate?: Buffer;
  readonly aes: boolean;
}

function readBag(bag: Node, password: string): Bag {
  const [type, wrapper] = inside(bag);
  if (!type || !wrapper) throw new Error('empty SafeBag');
  const value = parse(wrapper.content);
  switch (oidOf(type)) {
    case OID.keyBag:
      return { key: privateKey(value.bytes), aes: false };
    case OID.shroudedKeyBag: {
      const [algorithm, encrypted] = inside(value);
      if (!algorithm || !encrypted) throw new Error('empty key bag');
      return { key: privateKey(decrypt(algorithm, encrypted.content, password)), aes: isAes(algorithm) };
    }
    case OID.certBag: {
      const wrapped = expect(inside(value), 1, TAG.context0);
      return { certificate: expect(inside(wrapped), 0, TAG.octetString).content, aes: false };
    }
    default:
      return { aes: false };
  }
}

const privateKey = (der: Buffer): KeyObject => createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
