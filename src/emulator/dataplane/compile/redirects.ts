/** Redirect configurations as functions of the request. */
import type { Child, RedirectConfigurationProperties } from '../../../appgw/wire.ts';
import { ASSUMPTIONS } from '../assumptions.ts';
import type { RequestTarget } from '../request/request-target.ts';
import { ConfigurationError } from './configuration-error.ts';
import type { Redirect } from './configuration.ts';

const STATUS = { Permanent: 301, Found: 302, SeeOther: 303, Temporary: 307 } as const;
const DEFAULT_PORT = { http: 80, https: 443 } as const;

/** The scheme and the gateway's own port of the listener that a redirect points at. */
export interface ListenerOrigin {
  readonly protocol: 'http' | 'https';
  readonly port: number;
}

export function compileRedirect(
  id: string,
  { properties }: Child<RedirectConfigurationProperties>,
  targetListener: ListenerOrigin | null,
): Redirect {
  const { redirectType, targetUrl } = properties;
  const keepPath = properties.includePath ?? ASSUMPTIONS.redirectKeepsByDefault;
  const keepQuery = properties.includeQueryString ?? ASSUMPTIONS.redirectKeepsByDefault;
  if (!targetListener && targetUrl === undefined) throw new ConfigurationError(id, 'has no target');
  const base = targetListener ? listenerBase(targetListener) : () => targetUrl ?? '';

  return {
    kind: 'redirect',
    status: STATUS[redirectType],
    location(target) {
      const withPath = keepPath ? base(target).replace(/\/$/, '') + target.path : base(target);
      return keepQuery ? appendQuery(withPath, target.search) : withPath;
    },
  };
}

/** The host is the one that was asked for: only scheme and port come from the listener. */
function listenerBase({ protocol, port }: ListenerOrigin): (target: RequestTarget) => string {
  const omitted = ASSUMPTIONS.locationOmitsDefaultPort && port === DEFAULT_PORT[protocol];
  return ({ host }) => `${protocol}://${host}${omitted ? '' : `:${port}`}/`;
}

const appendQuery = (url: string, search: string): string =>
  url.includes('?') ? url + search.replace('?', '&') : url + search;
