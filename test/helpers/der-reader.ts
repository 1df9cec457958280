/** Reads DER for tests that look at a structure; shares nothing with the writer in src. */
export interface DerNode {
  readonly tag: number;
  readonly content: Uint8Array;
  /** Of a constructed value; empty for a primitive one. */
  readonly children: readonly DerNode[];
}

/** One value that fills all of `bytes`. */
export function readDer(bytes: Uint8Array): DerNode {
  const [node, rest] = readNode(bytes);
  if (rest.length > 0) throw new Error(`${rest.length} bytes after the end of the value`);
  return node;
}

/** The node at a path of child indexes; an OCTET STRING on the way is opened. */
export function at(node: DerNode, ...path: readonly number[]): DerNode {
  let current = node;
  for (const index of path) {
    const open = current.tag === 0x04 ? readDer(current.content) : current;
    const child = open.children[index];
    if (!child) throw new Error(`no child ${index} on the path ${path.join('/')}`);
    current = child;
  }
  return current;
}

export const hexOf = ({ content }: DerNode): string => Buffer.from(content).toString('hex');

function readNode(bytes: Uint8Array): [DerNode, Uint8Array] {
  const tag = bytes[0] ?? 0;
  const first = bytes[1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const size = lengthBytes === 0 ? first : Buffer.from(bytes).readUIntBE(2, lengthBytes);
  const start = 2 + lengthBytes;
  const content = bytes.subarray(start, start + size);
  if (content.length !== size) throw new Error('the value is cut off');
  return [
    { tag, content, children: (tag & 0x20) === 0 ? [] : readAll(content) },
    bytes.subarray(start + size),
  ];
}

function readAll(bytes: Uint8Array): DerNode[] {
  const nodes: DerNode[] = [];
  for (let rest = bytes; rest.length > 0;) {
    const [node, after] = readNode(rest);
    nodes.push(node);
    rest = after;
  }
  return nodes;
}
