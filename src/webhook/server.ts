/** HTTPS for the API server. A certificate that is renewed is used by the next connection; none is cut. */
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:https';
import Fastify from 'fastify';
import { ALLOWED, answer, readReview, type AdmissionRequest, type Verdict } from './review.ts';
import type { Webhooks } from './webhooks.ts';

/** PEM. */
export interface ServingCertificate {
  readonly certificate: string;
  readonly key: string;
}

export interface ServeOptions {
  readonly webhooks: Webhooks;
  readonly host: string;
  /** 0: one that the system chooses. */
  readonly port: number;
  readonly onError: (error: Error) => void;
}

export interface WebhookServer {
  readonly port: number;
  readonly renew: (certificate: ServingCertificate) => void;
  /** Resolves when what was asked is answered. */
  readonly close: () => Promise<void>;
}

/** An object of 1.5 MB, which is what etcd takes, as it is and as it was. */
const BODY_LIMIT = 4 * 2 ** 20;

/** Rejects when the port cannot be had, or the certificate be used. */
export async function serveWebhooks(
  { webhooks, host, port, onError }: ServeOptions,
  certificate: ServingCertificate,
): Promise<WebhookServer> {
  const app = Fastify<Server>({
    https: secureContext(certificate),
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
  });
  for (const [path, webhook] of Object.entries(webhooks)) {
    app.post(path, (request, reply) => {
      const review = readReview(request.body);
      if (!review) return reply.code(400).send({ message: 'no AdmissionReview' });
      return reply.send(answer(review, judged(webhook, review, onError)));
    });
  }
  await app.listen({ host, port });
  return {
    port: (app.server.address() as AddressInfo).port,
    renew: (next) => app.server.setSecureContext(secureContext(next)),
    close: () => app.close(),
  };
}

/** A bug of ours must not keep anybody from working. */
function judged(
  webhook: Webhooks[string],
  review: AdmissionRequest,
  onError: (error: Error) => void,
): Verdict {
  try {
    return webhook(review);
  } catch (error) {
    onError(error as Error);
    return ALLOWED;
  }
}

const secureContext = ({ certificate, key }: ServingCertificate) => ({
  cert: certificate,
  key,
  minVersion: 'TLSv1.2' as const,
});
