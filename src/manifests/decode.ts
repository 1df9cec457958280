import { positionsOf, type BrokenDocument } from './document.ts';

const CONTROL_CHARACTER = /(?![\t\n\r\u007f-\u009f])\p{Cc}/u;

/** Bytes to text. A byte order mark is dropped; Windows shells write UTF-16 with one. */
export function decode(bytes: Uint8Array): string | BrokenDocument {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const binary = text.search(CONTROL_CHARACTER);
  if (binary !== -1) return { reason: 'it is binary, not text', position: positionsOf(text)(binary) };
  if (!text.includes('\ufffd') || isValid(bytes, encoding)) return text;
  return {
    reason: `it is not ${encoding.toUpperCase()} text`,
    position: positionsOf(text)(text.indexOf('\ufffd')),
  };
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** U+FFFD may also stand in the text itself. */
function isValid(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
