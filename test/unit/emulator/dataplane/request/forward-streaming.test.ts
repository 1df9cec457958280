import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { Readable } from 'node:stream';
import test from 'ava';
import { Agent, request } from 'undici';
import { startBackend, urlOf } from '../../../../helpers/backend.ts';
import { send, startBasic } from '../../../../helpers/data-plane.ts';

test('5 MB stream through in both directions, byte for byte', async (t) => {
  const resolve = await startBackend(t, (request, response) => void request.pipe(response));
  const { at } = await startBasic(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  const sent = randomBytes(5 * 1024 * 1024);
  const dispatcher = new Agent();
  t.teardown(() => dispatcher.close());
  for (const headers of [{ 'content-length': String(sent.length) }, { 'transfer-encoding': 'chunked' }]) {
    const body = 'content-length' in headers ? sent : Readable.from(chunksOf(sent));
    const answer = await request(urlOf(at(80), '/big'), { method: 'POST', body, dispatcher });
    t.is(sha256(Buffer.from(await answer.body.arrayBuffer())), sha256(sent), Object.keys(headers)[0]);
  }
});

async function* chunksOf(data: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < data.length; at += 65_536) yield data.subarray(at, at + 65_536);
}
const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');

test('the first byte arrives before the backend has finished', async (t) => {
  const { promise: seen, resolve: confirm } = Promise.withResolvers<void>();
  const resolve = await startBackend(t, (_request, response) => {
    response.write('first');
    void seen.then(() => response.end(' last'));
  });
  const { at } = await startBasic(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  const outgoing = httpRequest(urlOf(at(80), '/stream')).end();
  const [answer] = await once(outgoing, 'response');
  t.is(String((await once(answer, 'data'))[0]), 'first');
  confirm();
  t.is(Buffer.concat(await answer.toArray()).toString(), ' last');
});

test('a client that leaves ends the request to the backend, before and after the head', async (t) => {
  const { promise: cut, resolve: confirm } = Promise.withResolvers<void>();
  const cutLate = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const resolve = await startBackend(t, (request, response) => {
    response.once('close', request.url === '/silent' ? confirm : cutLate.resolve);
    if (request.url === '/silent') arrived.resolve();
    else response.write('some');
  });
  const { at } = await startBasic(t, ['10.0.0.1', '10.0.0.2'], {}, { endpoints: [], resolve });
  const early = httpRequest(urlOf(at(80), '/silent'))
    .on('error', () => {})
    .end();
  await arrived.promise;
  early.destroy();
  await cut;
  const late = httpRequest(urlOf(at(80), '/talking'))
    .on('error', () => {})
    .end();
  await once(late, 'response');
  late.destroy();
  await cutLate.promise;
  t.pass();
});

test('a backend that breaks off in the body breaks the client off', async (t) => {
  const resolve = await startBackend(t, (_request, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('part', () => response.destroy());
  });
  const { at } = await startBasic(t, ['10.0.0.1'], {}, { endpoints: [], resolve });
  await t.throwsAsync(send(at(80), '/broken'));
});
