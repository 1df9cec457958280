import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import test from 'ava';
import { serverNameIn } from '../../../../../src/emulator/dataplane/front/client-hello.ts';

/** What OpenSSL sends first. */
async function clientHello(servername: string): Promise<Buffer> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const client = connect({ ...(server.address() as AddressInfo), host: '127.0.0.1', servername });
  client.on('error', () => {});
  const [socket] = await once(server, 'connection');
  const [chunk] = await once(socket, 'data');
  socket.destroy();
  client.destroy();
  server.close();
  return chunk as Buffer;
}

/** The same message in records of that many bytes. */
function inRecordsOf(size: number, hello: Buffer): Buffer {
  const message = hello.subarray(5);
  const records: Buffer[] = [];
  for (let at = 0; at < message.length; at += size) {
    const part = message.subarray(at, at + size);
    records.push(Buffer.of(0x16, 3, 1, part.length >> 8, part.length & 0xff), part);
  }
  return Buffer.concat(records);
}

for (const name of ['a.test', 'A.Test', '', `${'x'.repeat(60)}.test`]) {
  test(`the name ${name || '(none)'}`, async (t) => {
    t.is(serverNameIn(await clientHello(name)), name);
  });
}

test('every beginning of a ClientHello is waited on, in one record or in many', async (t) => {
  const hello = await clientHello('a.test');
  for (const bytes of [hello, inRecordsOf(100, hello)]) {
    for (let length = 1; length < bytes.length; length += 1) {
      if (serverNameIn(bytes.subarray(0, length)) !== null) t.fail(`known after ${length} bytes`);
    }
    t.is(serverNameIn(bytes), 'a.test');
  }
});

const BROKEN: Readonly<Record<string, Buffer>> = {
  'no handshake': Buffer.from('GET / HTTP/1.1'),
  'another message': Buffer.of(0x16, 3, 1, 0, 5, 2, 0, 0, 9, 0),
  'a message that ends inside': Buffer.of(0x16, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3),
  'more than there can be': Buffer.alloc(70_000, Buffer.of(0x16, 3, 1, 0xff, 0xff, 1, 0xff, 0xff, 0xff)),
};
for (const [title, bytes] of Object.entries(BROKEN)) {
  test(`${title}: left to the handshake`, (t) => t.is(serverNameIn(bytes), ''));
}
