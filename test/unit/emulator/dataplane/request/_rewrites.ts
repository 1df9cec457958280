/** Rewrites in few words, before a backend that tells what it got. */
import type { ExecutionContext } from 'ava';
import type { RewriteActionSet, RewriteCondition, RewriteRule } from '../../../../../src/appgw/wire.ts';
import { startBackend } from '../../../../helpers/backend.ts';
import { send, startBasic } from '../../../../helpers/data-plane.ts';
import type { Bench, Sent } from '../../../../helpers/data-plane.ts';
import type { GatewayWords } from '../../../../helpers/gateway-document.ts';

export type Rule = Partial<RewriteRule>;
type Settings = NonNullable<GatewayWords['settings']>[string];

export const when = (
  variable: string,
  pattern: string,
  more: Partial<RewriteCondition> = {},
): RewriteCondition => ({
  variable,
  pattern,
  ...more,
});
export const request = (headerName: string, headerValue?: string): RewriteActionSet => ({
  requestHeaderConfigurations: [{ headerName, ...(headerValue === undefined ? {} : { headerValue }) }],
});
export const response = (headerName: string, headerValue?: string, pattern?: string): RewriteActionSet => ({
  responseHeaderConfigurations: [
    {
      headerName,
      ...(headerValue === undefined ? {} : { headerValue }),
      ...(pattern === undefined ? {} : { headerValueMatcher: { pattern } }),
    },
  ],
});
export const url = (
  modifiedPath?: string,
  modifiedQueryString?: string,
  more: { reroute?: boolean } = {},
): RewriteActionSet => ({
  urlConfiguration: {
    ...(modifiedPath === undefined ? {} : { modifiedPath }),
    ...(modifiedQueryString === undefined ? {} : { modifiedQueryString }),
    ...more,
  },
});

/** Answers with what it got, and with the status and headers that the query asks for. */
export async function start(
  t: ExecutionContext,
  rules: readonly Rule[],
  settings: Settings = {},
  words: Partial<GatewayWords> = {},
): Promise<Bench> {
  const resolve = await startBackend(t, ({ url: path = '', headers }, answer) => {
    const reply = JSON.parse(String(headers['x-reply'] ?? '[200]')) as [number, ...string[]];
    const [status, ...fields] = reply;
    answer.writeHead(status, fields).end(JSON.stringify({ path, headers }));
  });
  return startBasic(
    t,
    ['10.0.0.1'],
    settings,
    { endpoints: [], resolve },
    {
      rewrites: { set: rules },
      rules: { r: { listener: 'l', action: 'p s', rewrite: 'set' } },
      ...words,
    },
  );
}

export async function get({ at }: Bench, path: string, options: Sent = {}) {
  const { body, ...answer } = await send(at(80), path, {
    ...options,
    headers: { Host: 'a.test', ...options.headers },
  });
  const seen = body.startsWith('{')
    ? (JSON.parse(body) as { path: string; headers: Record<string, string> })
    : { path: '', headers: {} };
  return { ...answer, seen };
}
