/** Does what was observed fit what the oracle expects? */
import { X509Certificate } from 'node:crypto';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import type { Observed } from './lab.ts';
import type { Answer, Expectation, TrafficRequest } from './oracle.ts';

/** Null, or what is wrong, in a line. */
export function judge(
  objects: readonly ClusterObject[],
  request: TrafficRequest,
  { answer, certificate }: Expectation,
  observed: Observed,
): string | null {
  const isRight =
    fits(answer, observed, request) && (certificate === null || shows(objects, certificate, observed));
  if (isRight) return null;
  const wanted = describeExpected({ answer, certificate });
  const among = answer.kind === 'backend' ? ` (${answer.addresses.join(', ')})` : '';
  const by = observed.echo ? ` (${observed.echo.pod}:${observed.echo.port})` : '';
  return `${describeRequest(request)}: expected ${wanted}${among}, got ${describeObserved(objects, observed)}${by}`;
}

function fits(answer: Answer, { status, headers, echo }: Observed, { host, path }: TrafficRequest): boolean {
  switch (answer.kind) {
    case 'backend':
      return (
        echo !== null &&
        echo.namespace === answer.namespace &&
        echo.service === answer.service &&
        answer.addresses.includes(`${echo.pod}:${echo.port}`) &&
        echo.host === host &&
        echo.path === path
      );
    case 'redirect':
      return status === 301 && sameUrl(headers.location, answer.location);
    case 'not-found':
      return status === 404 && echo === null;
    case 'bad-gateway':
      return status === 502;
    case 'refused':
      return status === 0;
    case 'nobody':
      return echo === null && [0, 301, 404].includes(status);
  }
}

/** Names of hosts have no case. */
const sameUrl = (a: string | undefined, b: string): boolean =>
  a !== undefined && URL.canParse(a) && new URL(a).href === new URL(b).href;

const shows = (objects: readonly ClusterObject[], certificate: string, { fingerprint }: Observed): boolean =>
  fingerprint !== null && nameOfCertificate(objects, fingerprint) === certificate;

function nameOfCertificate(objects: readonly ClusterObject[], fingerprint: string): string {
  const secret = objects.find(
    (object) => object.kind === 'Secret' && fingerprintOf(object.data?.['tls.crt'] ?? '') === fingerprint,
  );
  return secret ? `${secret.metadata.namespace}/${secret.metadata.name}` : 'of no Secret';
}

function fingerprintOf(base64: string): string | null {
  try {
    return new X509Certificate(Buffer.from(base64, 'base64')).fingerprint256;
  } catch {
    return null;
  }
}

const describeRequest = ({ port, host, path }: TrafficRequest): string =>
  `${port === 443 ? 'https' : 'http'}://${host}${path}`;

/** `shop/web as shop/cert`: what came back, with the Secret whose certificate was shown. */
export function describeObserved(
  objects: readonly ClusterObject[],
  { status, headers, echo, fingerprint }: Observed,
): string {
  const shown = fingerprint === null ? '' : ` as ${nameOfCertificate(objects, fingerprint)}`;
  if (status === 0) return 'refused';
  if (echo) return `${echo.namespace}/${echo.service}${shown}`;
  return `${status}${headers.location ? ` ${headers.location}` : ''}${shown}`;
}

export function describeExpected({ answer, certificate }: Expectation): string {
  const shown = certificate === null ? '' : ` as ${certificate}`;
  switch (answer.kind) {
    case 'backend':
      return `${answer.namespace}/${answer.service}${shown}`;
    case 'redirect':
      return `301 ${answer.location}`;
    case 'not-found':
      return `404${shown}`;
    case 'bad-gateway':
      return `502${shown}`;
    case 'refused':
      return 'refused';
    case 'nobody':
      return 'nobody';
  }
}
