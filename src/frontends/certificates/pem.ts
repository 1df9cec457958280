/** One `BEGIN … END` of a PEM text; what stands outside of the blocks is commentary. */
export interface PemBlock {
  /** From 1, over the whole text. */
  readonly position: number;
  /** Like `CERTIFICATE`. */
  readonly label: string;
  /** What stands between the two lines; null where the END line is missing or names another label. */
  readonly body: string | null;
}

/** Bytes of a PEM text: far more than the gateway takes of any kind of certificate. */
export const PEM_BYTE_LIMIT = 256 * 1024;

/** Line breaks do not matter: tools that paste PEM into one line or break it with CRLF lose nothing. */
const BOUNDARY = /-----(BEGIN|END) ([A-Z0-9 ]{1,40})-----/g;

export function splitPem(text: string): readonly PemBlock[] {
  const boundaries = [...text.matchAll(BOUNDARY)];
  const blocks: PemBlock[] = [];
  for (const [index, begin] of boundaries.entries()) {
    if (begin[1] !== 'BEGIN') continue;
    const end = boundaries[index + 1];
    const closed = end?.[1] === 'END' && end[2] === begin[2];
    blocks.push({
      position: blocks.length + 1,
      label: begin[2]!,
      body: closed ? text.slice(begin.index + begin[0].length, end.index) : null,
    });
  }
  return blocks;
}
