/** Where the certificate of the webhooks comes from: the Secret that the leader fills, or files that are mounted. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import { createAuthority } from '../../emulator/authority.ts';
import type { WebhookObjects } from '../../kube/webhook-objects.ts';
import {
  createCertificates,
  isUsable,
  type CertificateStore,
  type Minted,
} from '../../webhook/certificate.ts';
import type { ServingCertificate } from '../../webhook/server.ts';

/** Null: there is none yet. */
export type GetCertificate = () => Promise<ServingCertificate | null>;

export interface CertificateSourceOptions {
  readonly config: Config;
  readonly objects: WebhookObjects;
  readonly clock: Clock;
  readonly isLeading: () => boolean;
}

export function certificateSource(options: CertificateSourceOptions): GetCertificate {
  const { config, objects, clock, isLeading } = options;
  const { mode, folder, service } = config.webhook.certificate;
  if (mode === 'files') return () => readFiles(folder);
  return createCertificates({
    store: storeOf(objects),
    host: `${service}.${config.leaseNamespace}.svc`,
    mint,
    isLeading,
    now: clock.now,
  });
}

async function readFiles(folder: string): Promise<ServingCertificate | null> {
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
  const [certificate, key] = await Promise.all([read('tls.crt'), read('tls.key')]);
  // The two are not replaced in one moment.
  return isUsable({ certificate, key }) ? { certificate, key } : null;
}

const storeOf = (objects: WebhookObjects): CertificateStore => ({
  read: async () => {
    const secret = await objects.readSecret();
    if (!secret) return null;
    const { values, version } = secret;
    const { 'tls.crt': certificate = '', 'tls.key': key = '', 'ca.crt': authorities = '' } = values;
    return {
      certificate: isUsable({ certificate, key }) ? { certificate, key, authorities } : null,
      version,
    };
  },
  write: ({ certificate, key, authorities }, version) =>
    objects.writeSecret({ 'tls.crt': certificate, 'tls.key': key, 'ca.crt': authorities }, version),
  trust: objects.trust,
});

async function mint(host: string, lifetime: { notBefore: Date; notAfter: Date }): Promise<Minted> {
  const { pem, issue } = await createAuthority('appgw-ingress webhooks');
  return { ...(await issue([host], lifetime)), authority: pem };
}
