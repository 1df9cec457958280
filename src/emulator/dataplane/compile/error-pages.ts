/** Custom error pages of the gateway and of a listener: which page stands for which status. */
import type { CustomErrorConfiguration } from '../../../appgw/wire.ts';
import type { GatewayDocument } from './document.ts';

/** HTML by status; a status that is absent has the gateway's own page. */
export type ErrorPages = ReadonlyMap<number, string>;

/** What was fetched, by URL. */
export type FetchedPages = ReadonlyMap<string, string>;

export const errorPageUrls = (document: GatewayDocument): ReadonlySet<string> =>
  new Set(
    [
      ...(document.gateway.customErrorConfigurations ?? []),
      ...document
        .all('httpListeners')
        .flatMap(({ properties }) => properties.customErrorConfigurations ?? []),
    ].map(({ customErrorPageUrl }) => customErrorPageUrl),
  );

/** Those of a listener go before those of the gateway; a page that could not be fetched stands for nothing. */
export function compileErrorPages(
  configurations: readonly CustomErrorConfiguration[] | undefined,
  beneath: ErrorPages,
  fetched: FetchedPages,
): ErrorPages {
  const own = (configurations ?? []).flatMap(({ statusCode, customErrorPageUrl }) => {
    const html = fetched.get(customErrorPageUrl);
    return html === undefined ? [] : [[Number(statusCode.replace(/\D/g, '')), html] as const];
  });
  return new Map([...beneath, ...own]);
}
