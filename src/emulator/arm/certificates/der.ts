/** As much DER as a PFX file needs to be read, and a PKCS#7 bundle to be written. */

export interface Node {
  /** The identifier octet: class, constructed bit and number. */
  readonly tag: number;
  readonly content: Buffer;
  /** Header and content. */
  readonly bytes: Buffer;
}

export const TAG = {
  integer: 0x02,
  octetString: 0x04,
  oid: 0x06,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
  primitive0: 0x80,
} as const;

/** One node at the start of the bytes. Throws on anything that is not definite-length DER. */
export function parse(bytes: Buffer): Node {
  const tag = bytes.readUInt8(0);
  const first = bytes.readUInt8(1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 4 || (tag & 0x1f) === 0x1f) throw new Error('not definite-length DER');
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(2, lengthBytes);
  const start = 2 + lengthBytes;
  if (bytes.length < start + length) throw new Error('the data ends inside an element');
  return { tag, content: bytes.subarray(start, start + length), bytes: bytes.subarray(0, start + length) };
}

/** The nodes inside a constructed one. */
export function inside(node: Node): readonly Node[] {
  const nodes: Node[] = [];
  for (let rest = node.content; rest.length > 0; rest = rest.subarray(nodes.at(-1)!.bytes.length)) {
    nodes.push(parse(rest));
  }
  return nodes;
}

/** The node at this place, which must have this tag. */
export function expect(nodes: readonly Node[], index: number, tag: number): Node {
  const node = nodes[index];
  if (node?.tag !== tag) throw new Error(`element ${index} has tag ${node?.tag}, expected ${tag}`);
  return node;
}

/** `1.2.840.113549.1.7.1`. */
export function oidOf(node: Node): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of node.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [head = 0, ...tail] = arcs;
  const top = Math.min(2, Math.floor(head / 40));
  return [top, head - 40 * top, ...tail].join('.');
}

export const integerOf = (node: Node): number => node.content.readUIntBE(0, node.content.length);

export function encode(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const size = Math.ceil((32 - Math.clz32(length)) / 8);
  const header = Buffer.alloc(2 + size);
  header.writeUInt8(tag, 0);
  header.writeUInt8(0x80 | size, 1);
  header.writeUIntBE(length, 2, size);
  return Buffer.concat([header, content]);
}
