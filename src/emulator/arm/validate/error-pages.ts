/** Custom error pages, of the gateway and of its listeners: where they are, and one for a status. */
import type { ArmErrorBody, CustomErrorConfiguration, RawGateway } from '../../../appgw/wire.ts';
import { children } from '../model/read.ts';
import { UNCONFIRMED } from './codes.ts';
import { firstOf, refusal } from './refusal.ts';

interface Holder {
  readonly where: string;
  readonly pages: readonly Partial<CustomErrorConfiguration>[];
}

export function errorPages(document: RawGateway): ArmErrorBody | null {
  const { customErrorConfigurations = [] } = document.properties;
  const gateway: Holder = {
    where: `Application Gateway ${document.id}`,
    pages: customErrorConfigurations as unknown as Holder['pages'],
  };
  const listeners = children(document, 'httpListeners').map(({ id, properties }) => ({
    where: `Http Listener ${id}`,
    pages: properties.customErrorConfigurations ?? [],
  }));
  return firstOf([gateway, ...listeners], checkPages);
}

function checkPages({ where, pages }: Holder): ArmErrorBody | null {
  const seen = new Set<string>();
  return firstOf(pages, ({ statusCode, customErrorPageUrl = '' }) => {
    if (statusCode === undefined)
      return refusal(
        UNCONFIRMED.errorPageStatus,
        `StatusCode must be specified for a custom error of ${where}.`,
      );
    if (seen.has(statusCode))
      return refusal(
        UNCONFIRMED.errorPageTwice,
        `Custom error for ${statusCode} is specified more than once for ${where}.`,
      );
    seen.add(statusCode);
    return isPage(customErrorPageUrl)
      ? null
      : refusal(
          UNCONFIRMED.errorPageUrl,
          `CustomErrorPageUrl ${customErrorPageUrl} of ${where} is not valid. It must be the URL of a .htm or .html file.`,
        );
  });
}

function isPage(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && /\.html?$/i.test(url.pathname);
}
