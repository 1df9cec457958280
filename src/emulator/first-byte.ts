/** Tells what a client speaks from its first byte, so that one port can serve plain text and TLS. */
import type { Socket } from 'node:net';

/** ContentType `handshake` of a TLS record: no HTTP request starts with it. */
const TLS_HANDSHAKE = 0x16;

export interface Speakers {
  readonly tls: (socket: Socket) => void;
  readonly plain: (socket: Socket) => void;
}

/** Whoever gets the socket reads from its start. One that says nothing is never handed on. */
export function splitByFirstByte(socket: Socket, { tls, plain }: Speakers): void {
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    socket.unshift(chunk);
    if (chunk[0] === TLS_HANDSHAKE) {
      // TLS takes the buffered bytes and the handle itself; a socket that flows would lose them.
      tls(socket);
      return;
    }
    plain(socket);
    socket.resume();
  });
}
