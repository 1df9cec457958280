/** Tells what a client speaks from its first byte, so that one port can serve plain text and TLS. */
import type { Socket } from 'node:net';

/** ContentType `handshake` of a TLS record: no HTTP request starts with it. */
export const TLS_HANDSHAKE = 0x16;

/** Calls back once, with the byte still unread. A socket that says nothing is never handed on. */
export function onFirstByte(socket: Socket, then: (byte: number) => void): void {
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    socket.unshift(chunk);
    then(chunk[0] ?? 0);
  });
}
