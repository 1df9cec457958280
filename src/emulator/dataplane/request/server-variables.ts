/** What the server variables of rewrites hold; empty for what a request does not have. */
import type { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ASSUMPTIONS } from '../assumptions.ts';
import type { ServerVariable } from '../compile/rewrite-values.ts';
import type { Arrival } from './exchange.ts';

/** `status`: null before there is a response. */
export const readServerVariable = (name: ServerVariable, arrival: Arrival, status: number | null): string =>
  name === 'http_status' ? String(status ?? '') : READ[name](arrival);

/** They show the request as it came, whatever was rewritten. */
const READ: Readonly<Record<Exclude<ServerVariable, 'http_status'>, (arrival: Arrival) => string>> = {
  add_x_forwarded_for_proxy: ({ request }) =>
    [request.headers['x-forwarded-for'] ?? [], clientIp(request)].flat().join(', '),
  ciphers_used: ({ client }) => client?.cipherSuite ?? '',
  client_certificate: ofCertificate(pemOf),
  client_certificate_end_date: ofCertificate(({ validTo }) => validTo),
  client_certificate_fingerprint: ofCertificate(({ fingerprint }) =>
    fingerprint.replaceAll(':', '').toLowerCase(),
  ),
  client_certificate_issuer: ofCertificate(({ issuer }) => distinguishedName(issuer)),
  client_certificate_serial: ofCertificate(({ serialNumber }) => serialNumber),
  client_certificate_start_date: ofCertificate(({ validFrom }) => validFrom),
  client_certificate_subject: ofCertificate(({ subject }) => distinguishedName(subject)),
  client_certificate_verification: ({ client }) => client?.verification ?? 'NONE',
  client_ip: ({ request }) => clientIp(request),
  client_port: ({ request }) => String(request.socket.remotePort ?? ''),
  client_user: ({ request }) => basicUser(request.headers.authorization ?? ''),
  host: ({ target }) => target.host,
  http_method: ({ request }) => request.method ?? '',
  http_version: ({ request }) => `HTTP/${request.httpVersion}`,
  query_string: ({ target }) => target.search.slice(1),
  request_query: ({ target }) => target.search.slice(1),
  request_scheme: ({ port }) => port.protocol,
  request_uri: ({ target }) => target.path + target.search,
  server_port: ({ port }) => String(port.port),
  ssl_connection_protocol: ({ client }) => client?.protocol ?? '',
  ssl_enabled: ({ client }) => (client ? 'On' : ''),
  uri_path: ({ target }) => (ASSUMPTIONS.uriPathIsDecoded ? target.decodedPath : target.path),
};

function ofCertificate(read: (certificate: X509Certificate) => string): (arrival: Arrival) => string {
  return ({ client }) => (client?.certificate ? read(client.certificate) : '');
}

function pemOf(certificate: X509Certificate): string {
  const pem = certificate.toString();
  return ASSUMPTIONS.clientCertificateIsEncoded ? encodeURIComponent(pem) : pem;
}

/** RFC 4514 has the most specific part first. */
const distinguishedName = (lines: string): string => lines.split('\n').toReversed().join(',');

export const clientIp = ({ socket }: IncomingMessage): string =>
  (socket.remoteAddress ?? '').replace(/^::ffff:/, '');

function basicUser(authorization: string): string {
  const [, credentials = ''] = /^Basic\s+(\S+)/i.exec(authorization) ?? [];
  return Buffer.from(credentials, 'base64').toString('latin1').split(':')[0] ?? '';
}
