/** What ARM checks of every request before a resource provider sees it: a bearer token and an api-version. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { API_VERSION } from '../../../appgw/wire.ts';
import { ArmRefusal } from './refusal.ts';

/** Operation URLs carry the last but one, whatever the version of the request that started the operation. */
export const OPERATION_API_VERSION = '2023-11-01';
const API_VERSIONS: readonly string[] = [
  '2023-02-01',
  OPERATION_API_VERSION,
  '2024-01-01',
  '2024-10-01',
  '2025-03-01',
  '2025-05-01',
  '2025-07-01',
  API_VERSION,
];

export function guardFrontDoor(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    requireToken(request);
    requireApiVersion(request);
  });
}

/** Any token will do; one must be there. */
function requireToken({ headers: { authorization = '' } }: FastifyRequest): void {
  if (/^Bearer \S+/i.test(authorization)) return;
  const body = {
    code: 'AuthenticationFailed',
    message: "Authentication failed. The 'Authorization' header is missing.",
  };
  throw new ArmRefusal(401, body, { 'www-authenticate': 'Bearer error="invalid_token"' });
}

function requireApiVersion(request: FastifyRequest): void {
  const version = queryOf(request).get('api-version');
  if (!version) {
    throw new ArmRefusal(400, {
      code: 'MissingApiVersionParameter',
      message: 'The api-version query parameter (?api-version=) is required for all requests.',
    });
  }
  if (!API_VERSIONS.includes(version)) {
    throw new ArmRefusal(400, {
      code: 'InvalidApiVersionParameter',
      message: `The api-version '${version}' is invalid. The supported versions are '${API_VERSIONS.join(',')}'.`,
    });
  }
}

const queryOf = ({ url }: FastifyRequest): URLSearchParams => new URL(url, 'http://arm').searchParams;
