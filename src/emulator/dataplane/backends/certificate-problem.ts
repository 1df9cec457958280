/** What a probe logs when a backend's certificate does not pass: the texts of the backend health answer. */
import type { BackendTls } from '../compile/configuration.ts';

const NAME =
  'The Common Name of the leaf certificate presented by the backend server does not match the Probe or Backend Setting hostname of the application gateway.';
const DATES =
  'Backend certificate is invalid. Current date is not within the "Valid from" and "Valid to" date range on the certificate.';
const OWN_ROOT =
  'The root certificate of the server certificate used by the backend does not match the trusted root certificate added to the application gateway. Ensure that you add the correct root certificate to allowlist the backend.';
const WELL_KNOWN_ROOT =
  'The server certificate used by the backend is not signed by a well-known Certificate Authority (CA). To use unknown CA certificates, its Root certificate must be uploaded to the backend setting of the application gateway.';

const UNTRUSTED = new Set([
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
]);

/** Null: the error is about something else. */
export function certificateProblem(error: unknown, tls: BackendTls | null): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return NAME;
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return DATES;
  if (UNTRUSTED.has(code)) return tls?.hasOwnRoots ? OWN_ROOT : WELL_KNOWN_ROOT;
  return null;
}
