/** A watch on its connection: one JSON object per line, until somebody ends it. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock } from '../../../../src/clock/clock.ts';
import type { RequestRecord } from '../contracts.ts';
import { failureStatus } from '../failures.ts';
import type { Watch, WatchEvent } from '../verbs/watch.ts';
import { asIs } from './represent.ts';
import type { Represent } from './represent.ts';

export interface OpenWatch {
  readonly request: RequestRecord;
  /** False where the client wants none. */
  bookmark(): boolean;
  fail(code: number, reason: string): void;
  end(): void;
  drop(): void;
  /** Keeps the connection and holds the events back until the returned function is called. */
  silence(): () => void;
}

export interface StreamNeeds {
  readonly clock: Clock;
  readonly bookmarkMs: number;
  reset(connection: Socket | null): void;
}

export function streamWatch(
  response: ServerResponse,
  { watch, represent }: { readonly watch: Watch; readonly represent: Represent },
  request: RequestRecord,
  { clock, bookmarkMs, reset }: StreamNeeds,
): OpenWatch {
  const over = new AbortController();
  let held: string[] | null = null;
  const write = (line: string): void => {
    if (over.signal.aborted) return;
    if (held) held.push(line);
    else response.write(line);
  };
  const send = (event: WatchEvent): void => write(lineOf(event, represent));
  const end = (): void => {
    over.abort();
    response.end();
  };
  const bookmark = (): boolean => {
    const event = watch.bookmark();
    if (event) send(event);
    return event !== null;
  };

  response.on('close', () => over.abort());
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  watch.start({ send, end, signal: over.signal });
  void after(clock, watch.timeoutMs, over.signal, end);
  void repeat(clock, bookmarkMs, over.signal, () => watch.hasNews() && bookmark());

  return {
    request,
    bookmark,
    end,
    fail(code, reason) {
      send({ type: 'ERROR', object: failureStatus(code, reason, `injected: ${reason}`) });
      end();
    },
    drop: () => reset(response.socket),
    silence() {
      held ??= [];
      return () => {
        const missed = held ?? [];
        held = null;
        for (const line of missed) write(line);
      };
    },
  };
}

/** One object goes to many watches: its line is made once. */
const lines = new WeakMap<object, Map<string, string>>();

function lineOf({ type, object }: WatchEvent, represent: Represent): string {
  if (represent !== asIs) return `${JSON.stringify({ type, object: represent(object) })}\n`;
  const known = lines.get(object) ?? new Map<string, string>();
  lines.set(object, known);
  const line = known.get(type) ?? `${JSON.stringify({ type, object })}\n`;
  known.set(type, line);
  return line;
}

async function after(clock: Clock, ms: number, signal: AbortSignal, act: () => void): Promise<void> {
  await clock.sleep(ms, signal).then(act, () => undefined);
}

async function repeat(clock: Clock, ms: number, signal: AbortSignal, act: () => unknown): Promise<void> {
  try {
    while (!signal.aborted) {
      await clock.sleep(ms, signal);
      act();
    }
  } catch {
    // The watch is over.
  }
}
