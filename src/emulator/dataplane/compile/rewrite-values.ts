/** Variables of rewrites, and the values that are put together from them. */

/** Facts, 7.6. */
export const SERVER_VARIABLES = [
  'add_x_forwarded_for_proxy',
  'ciphers_used',
  'client_certificate',
  'client_certificate_end_date',
  'client_certificate_fingerprint',
  'client_certificate_issuer',
  'client_certificate_serial',
  'client_certificate_start_date',
  'client_certificate_subject',
  'client_certificate_verification',
  'client_ip',
  'client_port',
  'client_user',
  'host',
  'http_method',
  'http_status',
  'http_version',
  'query_string',
  'request_query',
  'request_scheme',
  'request_uri',
  'server_port',
  'ssl_connection_protocol',
  'ssl_enabled',
  'uri_path',
] as const;
export type ServerVariable = (typeof SERVER_VARIABLES)[number];
const NOT_EMULATED = new Set(['ciphers_supported', 'client_tcp_rtt', 'received_bytes', 'sent_bytes']);

export type Variable =
  | { readonly kind: 'requestHeader' | 'responseHeader' | 'cookie'; readonly name: string }
  | { readonly kind: 'server'; readonly name: ServerVariable }
  | { readonly kind: 'unknown' };

/** How a value calls what its header's own matcher caught. */
export const MATCHED = 'capt_header_value_matcher';

const HEADER = { http_req_: 'requestHeader', http_resp_: 'responseHeader' } as const;

export function parseVariable(text: string, warn: (problem: string) => void): Variable {
  for (const [prefix, kind] of Object.entries(HEADER)) {
    if (text.startsWith(prefix)) return { kind, name: text.slice(prefix.length).toLowerCase() };
  }
  const name = text.replace(/^var_/, '');
  if (name.startsWith('cookie_')) return { kind: 'cookie', name: name.slice('cookie_'.length) };
  const server = SERVER_VARIABLES.find((known) => known === name);
  if (server) return { kind: 'server', name: server };
  warn(
    NOT_EMULATED.has(name) ? `${name} is not emulated; it is empty` : `no server variable is called ${name}`,
  );
  return { kind: 'unknown' };
}

/** Text, a variable, or what a condition caught: the group of that number, 0 for all of it. */
export type Part = string | { readonly variable: Variable } | { readonly of: string; readonly group: number };
export type Value = readonly Part[];

const TOKEN = new RegExp(String.raw`\{((?:http_req_|http_resp_|var_|${MATCHED})[^{}]*)\}`);

/** `caught`: the variables of the rule's conditions, to the letter; only of these there are groups. */
export function parseValue(
  text: string,
  caught: ReadonlySet<string>,
  warn: (problem: string) => void,
): Value {
  return text.split(TOKEN).map((piece, index): Part => {
    // Split on one group: every second piece is a token's inside. Text goes onto the wire byte by byte.
    if (index % 2 === 0) return Buffer.from(piece, 'utf8').toString('latin1');
    if (piece === MATCHED) return { of: MATCHED, group: 0 };
    const [, of = '', group] = /^(.*)_(\d+)$/.exec(piece) ?? [];
    if (caught.has(of)) return { of, group: Number(group) };
    return { variable: parseVariable(piece, warn) };
  });
}
