/**
 * Child of the benchmark: the clients. Requests go out at an even pace whatever becomes of those before, over
 * connections that are kept alive, every fourth with a body, which a gateway cannot send twice; WebSockets stay open, and
 * are opened again when they are cut.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { errors, Pool } from 'undici';
import { WebSocket } from 'ws';
import { realNow } from './scaled-clock.ts';
import type { Bucket, Cut, Failure, TrafficOrder, TrafficResult } from './traffic-messages.ts';

const TICK_MS = 5;
const TIMEOUT_MS = 10_000;
const AGAIN_MS = 20;
const TALK_MS = 100;
/** Status of a WebSocket whose server ends (RFC 6455). */
const GOING_AWAY = 1001;

process.once('message', (order: TrafficOrder) => {
  const stop = start(order);
  process.once('message', () => {
    void stop().then((result) => process.send!(result));
  });
});
process.on('disconnect', () => process.exit());

/** Returns what ends it; that resolves when every request has its answer. */
function start({ front, host, rate, connections, webSockets, bucketMs }: TrafficOrder) {
  const pool = new Pool(`http://${front}`, { connections, headersTimeout: TIMEOUT_MS, pipelining: 1 });
  const failures: Partial<Record<Failure, number>> = {};
  const buckets = new Map<number, Bucket>();
  const cuts: Cut[] = [];
  const talking = new Set<WebSocket>();
  const underWay = new Set<Promise<void>>();
  const startedAt = realNow();
  let [sent, opened, notOpened] = [0, 0, 0];
  const stopping = new AbortController();

  function send(): void {
    sent += 1;
    const at = startedAt + bucketMs * Math.floor((realNow() - startedAt) / bucketMs);
    const bucket = buckets.get(at) ?? { at, sent: 0, failed: 0 };
    buckets.set(at, bucket);
    bucket.sent += 1;
    const answer = ask(sent % 4 === 0).then((failure) => {
      underWay.delete(answer);
      if (failure === null) return;
      failures[failure] = (failures[failure] ?? 0) + 1;
      bucket.failed += 1;
    });
    underWay.add(answer);
  }

  async function ask(hasBody: boolean): Promise<Failure | null> {
    const how = hasBody ? ({ method: 'POST', body: 'x' } as const) : ({ method: 'GET' } as const);
    try {
      const { statusCode, body } = await pool.request({ ...how, path: '/', headers: { host } });
      await body.dump();
      return statusCode === 200 ? null : `${statusCode}`;
    } catch (error) {
      if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
        return 'timeout';
      return (error as NodeJS.ErrnoException).code === 'ECONNREFUSED' ? 'refused' : 'reset';
    }
  }

  async function pace(): Promise<void> {
    while (!stopping.signal.aborted) {
      const due = ((realNow() - startedAt) / 1000) * rate;
      while (sent < due) send();
      await sleep(TICK_MS);
    }
  }

  function open(): void {
    if (stopping.signal.aborted) return;
    const socket = new WebSocket(`ws://${front}/`, { headers: { host } });
    let isOpen = false;
    socket.on('open', () => {
      isOpen = true;
      opened += 1;
      talking.add(socket);
    });
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      talking.delete(socket);
      if (stopping.signal.aborted) return;
      if (isOpen) cuts.push({ at: realNow(), isByPod: code === GOING_AWAY });
      else notOpened += 1;
      setTimeout(open, AGAIN_MS);
    });
  }

  const talk = setInterval(() => {
    for (const socket of talking) socket.send('x');
  }, TALK_MS);
  for (let index = 0; index < webSockets; index += 1) open();
  const paced = pace();
  return async (): Promise<TrafficResult> => {
    stopping.abort();
    clearInterval(talk);
    await paced;
    await Promise.all(underWay);
    for (const socket of talking) socket.terminate();
    await pool.close();
    return { sent, failures, buckets: [...buckets.values()], cuts, opened, notOpened };
  };
}
