/** The fastify app without routes: case-insensitive paths, ARM's headers on every answer, ARM's error bodies. */
import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyError, FastifyInstance } from 'fastify';
import { ArmRefusal } from './refusal.ts';

/** ARM's own limit for a request. */
const BODY_LIMIT = 4 * 1024 * 1024;

const HEADERS = {
  'cache-control': 'no-cache',
  pragma: 'no-cache',
  expires: '-1',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

export function createApp(): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT,
    routerOptions: { caseSensitive: false, maxParamLength: 200 },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_request: unknown, text: string) =>
    text === '' ? undefined : parseJson(text),
  );
  app.addHook('onRequest', async ({ headers }, reply) => {
    const requestId = randomUUID();
    reply.headers({
      ...HEADERS,
      'x-ms-request-id': requestId,
      'x-ms-correlation-request-id': headers['x-ms-correlation-request-id'] ?? requestId,
      'x-ms-arm-service-request-id': randomUUID(),
    });
    if (headers['x-ms-return-client-request-id'] === 'true') {
      reply.header('x-ms-client-request-id', headers['x-ms-client-request-id']);
    }
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const { status, body, headers } = error instanceof ArmRefusal ? error : frontDoorRefusal(error);
    return reply.code(status).headers(headers).send({ error: body });
  });
  app.setNotFoundHandler(({ method, url }) => {
    throw new ArmRefusal(404, {
      code: 'InvalidResourceType',
      message: `The resource type of '${method} ${url.split('?')[0]}' could not be found in the namespace 'Microsoft.Network'.`,
    });
  });
  return app;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ArmRefusal(400, {
      code: 'InvalidRequestContent',
      message: `The request content was invalid and could not be deserialized: '${cause instanceof Error ? cause.message : ''}'.`,
    });
  }
}

function frontDoorRefusal({ statusCode = 500, message }: FastifyError): ArmRefusal {
  if (statusCode === 413) return new ArmRefusal(413, { code: 'RequestEntityTooLarge', message });
  if (statusCode < 500) return new ArmRefusal(statusCode, { code: 'InvalidRequestContent', message });
  return new ArmRefusal(500, { code: 'InternalServerError', message: `An error occurred. ${message}` });
}
