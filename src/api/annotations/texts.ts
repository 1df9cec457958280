/** Value types with a meaning of their own: hosts, paths, URLs, networks, names on the gateway, headers. */
import { isIPv4 } from 'node:net';
import type { ValueType } from './annotation.ts';
import { integer, listOf, matching } from './values.ts';

const LABEL = '[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?';

export const host = matching(new RegExp(`^${LABEL}(?:\\.${LABEL})*$`, 'i'), 'a DNS name', 253);

/** Paths go into the gateway's own syntax, where `*` and `?` have a meaning. */
export const path = matching(
  /^\/[^\s?#*{}]*$/,
  'a path that starts with "/", without spaces, "?", "#" or "*"',
);

/** As it stands in a rule, where AGIC's users end it with `*`. */
export const rulePath = matching(/^\/[^\s?#{}]*$/, 'a path that starts with "/", without spaces, "?" or "#"');

/** Of a probe: with a query if need be. AGIC cuts the `*` off that people bring from the path of their rule. */
export const probePath: ValueType<string> = {
  allowed: 'a path that starts with "/", without spaces or "#"',
  json: 'string',
  parse: (text) => (text.length <= 2048 && /^\/[^\s#{}]*$/.test(text) ? text.replace(/\*+$/, '') : undefined),
};

export const httpUrl: ValueType<string> = {
  allowed: 'an absolute http or https URL',
  json: 'string',
  parse: (text) => {
    const url = text.length <= 2048 && /^https?:\/\/[^\s{}]+$/i.test(text) ? URL.parse(text) : null;
    return url && url.username === '' && url.password === '' ? text : undefined;
  },
};

/** Name of a child of the gateway, as ARM takes it. */
export const childName = matching(
  /^[A-Za-z0-9](?:[\w.-]{0,78}\w)?$/,
  'the name of something on the gateway',
  80,
);

export const wafPolicyId = matching(
  /^\/subscriptions\/[^/\s]+\/resourceGroups\/[^/\s]+\/providers\/Microsoft\.Network\/ApplicationGatewayWebApplicationFirewallPolicies\/[\w.-]{1,80}$/i,
  'the resource id of a WAF policy',
);

/** IPv4 networks: what a custom rule of a WAF policy and the gateway's frontends know. */
export const network: ValueType<string> = {
  allowed: 'an IPv4 address or network like 10.0.0.0/8',
  json: 'string',
  parse: (text) => {
    const [address = '', bits, ...more] = text.split('/');
    const length = bits === undefined ? 32 : integer(0, 32).parse(bits);
    return isIPv4(address) && length !== undefined && more.length === 0 ? `${address}/${length}` : undefined;
  },
};

/** A status code or a range, like `200-399`. */
export const statusCodes: ValueType<string> = {
  allowed: 'a status code or a range like "200-399"',
  json: 'string',
  parse: (text) => {
    const parts = text.split('-').map((part) => integer(100, 599).parse(part.trim()));
    const [from, to = from] = parts;
    if (from === undefined || to === undefined || parts.includes(undefined) || parts.length > 2)
      return undefined;
    if (to < from) return undefined;
    return parts.length === 1 ? String(from) : `${from}-${to}`;
  },
};

/** A Secret or ConfigMap in the namespace of the Ingress. */
export interface CaSource {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
}

const KINDS = { secret: 'Secret', configmap: 'ConfigMap' } as const;

export const caSource: ValueType<CaSource> = {
  allowed: '"secret/NAME" or "configmap/NAME", with the certificates under the key ca.crt',
  json: 'string',
  parse: (text) => {
    const match = /^(secret|configmap)\/([a-z0-9][-a-z0-9.]{0,252})$/i.exec(text);
    const kind = match && KINDS[match[1]!.toLowerCase() as keyof typeof KINDS];
    return kind ? { kind, name: match[2]! } : undefined;
  },
};

/** `https://<vault>/certificates/<name>[/<version>]`, or `/secrets/`; read in the form with `/secrets/`. */
export const keyVaultId: ValueType<string> = {
  allowed: 'the id of a Key Vault certificate or secret, like https://VAULT.vault.azure.net/secrets/NAME',
  json: 'string',
  parse: (text) => {
    const match =
      /^https:\/\/([a-z0-9-]{3,24}\.vault(?:\.[a-z0-9-]+)+)(?::443)?\/(?:certificates|secrets)\/([A-Za-z0-9-]{1,127})(?:\/([0-9a-f]{32}))?\/?$/i.exec(
        text,
      );
    if (!match) return undefined;
    const version = match[3] === undefined ? '' : `/${match[3].toLowerCase()}`;
    return `https://${match[1]!.toLowerCase()}/secrets/${match[2]}${version}`;
  },
};

/** Token of RFC 9110, but only what Application Gateway forwards. */
export const headerName = matching(/^[A-Za-z0-9-]{1,64}$/, 'a header name of letters, digits and "-"', 64);

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** One `Name: value` a line. Tokens like `{var_host}` are the gateway's own and go through. */
export const headerLines: ValueType<readonly Header[]> = {
  allowed: 'lines of "Name: value", at most 40, each name once',
  json: 'string',
  parse: (text) => {
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const headers = lines.map((line) =>
      /^([A-Za-z0-9-]{1,64})\s*:\s*([\x21-\x7e][\x20-\x7e]{0,999})$/.exec(line),
    );
    const names = new Set(headers.map((match) => match?.[1]!.toLowerCase()));
    if (lines.length === 0 || lines.length > 40 || headers.includes(null) || names.size < lines.length) {
      return undefined;
    }
    return headers.map((match) => ({ name: match![1]!, value: match![2]! }));
  },
};

export interface ErrorPageText {
  readonly status: number;
  readonly url: string;
}

/** The statuses for which the gateway takes pages of others. */
const ERROR_STATUSES = new Set([400, 403, 404, 405, 408, 500, 502, 503, 504]);

export const errorPage: ValueType<ErrorPageText> = {
  allowed: `STATUS=URL with one of ${[...ERROR_STATUSES].join(', ')} and the address of an .htm or .html file`,
  json: 'string',
  parse: (text) => {
    const [status = '', ...rest] = text.split('=');
    const url = httpUrl.parse(rest.join('=').trim());
    const code = Number(status.trim());
    return url && ERROR_STATUSES.has(code) && /\.html?$/i.test(new URL(url).pathname)
      ? { status: code, url }
      : undefined;
  },
};

const pageList = listOf(errorPage, 9);

/** The gateway takes one page a status. */
export const errorPages: ValueType<readonly ErrorPageText[]> = {
  ...pageList,
  allowed: `${pageList.allowed}, each status once`,
  parse: (text) => {
    const pages = pageList.parse(text);
    return new Set(pages?.map(({ status }) => status)).size === pages?.length ? pages : undefined;
  },
};

export interface ExtraPort {
  readonly protocol: 'Http' | 'Https';
  readonly port: number;
}

/** 65200 and up are the platform's; AGIC documents 64999 as the last one. */
export const LAST_FRONTEND_PORT = 64_999;

export const extraPort: ValueType<ExtraPort> = {
  allowed: `HTTP:PORT or HTTPS:PORT with a port from 1 to ${LAST_FRONTEND_PORT}`,
  json: 'string',
  parse: (text) => {
    const match = /^(https?):(\d{1,5})$/i.exec(text);
    const port = match ? integer(1, LAST_FRONTEND_PORT).parse(match[2]!) : undefined;
    if (!match || port === undefined) return undefined;
    return { protocol: match[1]!.toLowerCase() === 'https' ? 'Https' : 'Http', port };
  },
};

/** Names that the gateway takes for a listener: `*` and `?` anywhere, within its rules (multiple-site-overview). */
export const hostPattern: ValueType<string> = {
  allowed:
    'a host name, in which "*" may stand once a label and twice in all, never beside a "?" or another "*"',
  json: 'string',
  parse: (text) => {
    const name = text.toLowerCase();
    const labels = name.split('.');
    const stars = name.split('*').length - 1;
    const wildcards = stars + name.split('?').length - 1;
    const isFine =
      /^[a-z0-9.*?-]{1,253}$/.test(name) &&
      labels.every((label) => label !== '' && label.length <= 63 && label.split('*').length <= 2) &&
      stars <= 2 &&
      wildcards <= 4 &&
      !/\*[*?]|\?\*/.test(name);
    return isFine ? name : undefined;
  },
};
