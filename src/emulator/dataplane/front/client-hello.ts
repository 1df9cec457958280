/**
 * The server name in a ClientHello (RFC 8446, 4.1.2; RFC 6066, 3), read before the handshake: node:tls can change the
 * certificate by name, but neither the versions nor whether a client certificate is asked for.
 */
import type { Socket } from 'node:net';

const HANDSHAKE_RECORD = 0x16;
const RECORD_HEADER = 5;
const CLIENT_HELLO = 1;
const SERVER_NAME_EXTENSION = 0;
/** More than any ClientHello has: a client that sends more is left to the handshake, which refuses it. */
const LARGEST = 64 * 1024;

/** Empty: no name, or nothing that can be read as a ClientHello. Null: it is not all there yet. */
export function serverNameIn(bytes: Buffer): string | null {
  const message = handshakeIn(bytes);
  const length = message.length < 4 ? LARGEST : message.readUIntBE(1, 3);
  const isWhole = message.length >= 4 + length;
  if (!isWhole && bytes.length < LARGEST && startsRight(bytes, message)) return null;
  try {
    return nameOf(message.subarray(4));
  } catch {
    return '';
  }
}

/** Reads until the name is known; the socket is then paused and unread, as if nobody had looked. */
export function peekServerName(socket: Socket, found: (serverName: string) => void): void {
  const chunks: Buffer[] = [];
  const read = (chunk: Buffer): void => {
    chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    const name = serverNameIn(bytes);
    if (name === null) return;
    socket.off('data', read);
    socket.pause();
    socket.unshift(bytes);
    found(name);
  };
  socket.on('data', read).resume();
}

const startsRight = (bytes: Buffer, message: Buffer): boolean =>
  bytes[0] === HANDSHAKE_RECORD && (message.length === 0 || message[0] === CLIENT_HELLO);

/** The payloads of the records, as far as they came: a message may be spread over several. */
function handshakeIn(bytes: Buffer): Buffer {
  const payloads: Buffer[] = [];
  let at = 0;
  while (at + RECORD_HEADER <= bytes.length && bytes[at] === HANDSHAKE_RECORD) {
    const end = at + RECORD_HEADER + bytes.readUInt16BE(at + 3);
    payloads.push(bytes.subarray(at + RECORD_HEADER, end));
    at = end;
  }
  return Buffer.concat(payloads);
}

function nameOf(hello: Buffer): string {
  const versionAndRandom = 34;
  const sessionId = versionAndRandom + 1 + hello.readUInt8(versionAndRandom);
  const cipherSuites = sessionId + 2 + hello.readUInt16BE(sessionId);
  let at = cipherSuites + 1 + hello.readUInt8(cipherSuites) + 2;
  while (at + 4 <= hello.length) {
    const end = at + 4 + hello.readUInt16BE(at + 2);
    if (hello.readUInt16BE(at) === SERVER_NAME_EXTENSION) {
      const nameLength = hello.readUInt16BE(at + 7);
      return hello.toString('latin1', at + 9, at + 9 + nameLength);
    }
    at = end;
  }
  return '';
}
