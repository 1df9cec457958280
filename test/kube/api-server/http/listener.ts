/** From a request on a socket to the answer on it, faults in between. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { User } from '../access/user.ts';
import type { FaultAction, RequestRecord } from '../contracts.ts';
import { ApiFailure, failureStatus, unauthorized } from '../failures.ts';
import type { FaultDeck, MetFault } from './faults.ts';
import { handle } from './handle.ts';
import type { Answer, Machine } from './handle.ts';
import { mediaType, readBody } from './read-body.ts';
import { recordOf } from './request-log.ts';
import type { WritableLog } from './request-log.ts';
import { targetOf } from './target.ts';
import type { Target } from './target.ts';
import { streamWatch } from './watch-stream.ts';
import type { OpenWatch } from './watch-stream.ts';

export interface Front {
  readonly machine: Machine;
  readonly faults: FaultDeck;
  readonly log: WritableLog;
  readonly watches: Set<OpenWatch>;
  readonly bookmarkMs: number;
  /** Cuts a connection off. */
  reset(connection: Socket | null): void;
}

interface Exchange {
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly user: User | null;
  readonly target: Target;
  readonly record: RequestRecord;
}

export function createListener(front: Front): (message: IncomingMessage, response: ServerResponse) => void {
  return (message, response) => {
    serve(front, message, response).catch((error: unknown) => {
      // A client that went away in the middle of its request needs no answer.
      if (response.destroyed || message.errored) return;
      const status = failureStatus(500, 'InternalError', String(error));
      sendJson(response, 500, error instanceof ApiFailure ? error.status : status);
    });
  };
}

async function serve(front: Front, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const exchange = openExchange(front, message, response);
  const met = front.faults.meet(exchange.record);
  if (await obstruct(front, exchange, met)) return;
  const answer = await answerTo(front, exchange);
  if (met.some(({ action }) => action.kind === 'drop')) front.reset(response.socket);
  else deliver(front, exchange, answer);
}

function openExchange({ machine, log }: Front, message: IncomingMessage, response: ServerResponse): Exchange {
  const { method = 'GET', url = '/', headers } = message;
  const { pathname: path, searchParams: query } = new URL(url, 'https://localhost');
  const target = targetOf(method, path, query);
  const user = machine.tokens.authenticate(headers.authorization);
  const userAgent = headers['user-agent'] ?? '';
  const record = recordOf({ at: machine.clock.now(), method, path, query, userAgent }, target, user);
  log.add(record);
  return { message, response, user, target, record };
}

/** True when the faults have ended the request. */
async function obstruct(
  front: Front,
  { message, response, record }: Exchange,
  met: readonly MetFault[],
): Promise<boolean> {
  for (const { action, lifted } of met) {
    if (action.kind === 'delay') await front.machine.clock.sleep(action.ms);
    if (action.kind === 'hang') await lifted;
  }
  if (met.some(({ action }) => action.kind === 'drop' && action.when === 'before')) {
    front.reset(response.socket);
    return true;
  }
  const instead = met.map(({ action }) => action).find((action) => action.kind === 'answer');
  if (!instead) return response.destroyed;
  message.resume();
  record.status = instead.status;
  sendJson(response, instead.status, instead.body ?? injectedStatus(instead), instead.headers);
  return true;
}

const REASONS: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Expired',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

const injectedStatus = ({ status }: Extract<FaultAction, { kind: 'answer' }>): unknown =>
  failureStatus(status, REASONS[status] ?? 'Unknown', `injected: ${status}`);

async function answerTo({ machine }: Front, { message, user, target, record }: Exchange): Promise<Answer> {
  const body = await readBody(message);
  if (!user) return { status: 401, body: unauthorized().status };
  return handle(machine, {
    user,
    target,
    query: record.query,
    accept: message.headers.accept ?? '',
    contentType: mediaType(message.headers['content-type']),
    userAgent: record.userAgent,
    body,
  });
}

function deliver(front: Front, exchange: Exchange, answer: Answer): void {
  const { response, record } = exchange;
  const { watches } = front;
  if ('watch' in answer) {
    record.status = 200;
    const watch = streamWatch(response, answer, record, { ...front, clock: front.machine.clock });
    watches.add(watch);
    response.on('close', () => watches.delete(watch));
    return;
  }
  const { status, body, warnings = [] } = answer;
  record.status = status;
  for (const warning of warnings) {
    response.appendHeader('warning', `299 - ${JSON.stringify(warning)}`);
  }
  sendJson(response, status, body);
}

/** Text is sent as it is: a few paths answer without JSON. */
function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}
