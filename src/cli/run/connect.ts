/** The API server as `run` reaches it, and what is read there once: who we are. */
import { hash } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { createAccess } from '../../kube/access.ts';
import { createKubeClient, type KubeClient } from '../../kube/client.ts';
import { KubeError } from '../../kube/kube-error.ts';
import { CliFailure } from '../failure.ts';
import type { Io } from '../io.ts';
import { USER_AGENT } from '../version.ts';

export function connectCluster(kubeconfig: string | undefined, { cwd, clock }: Io): KubeClient {
  const access = createAccess(
    kubeconfig === undefined ? { kind: 'inCluster' } : { kind: 'kubeconfig', file: resolve(cwd, kubeconfig) },
  );
  return createKubeClient({ access, clock, userAgent: USER_AGENT });
}

/** `k` and 8 digits of a hash of the cluster and the release: two clusters on one gateway never share names. */
export async function deriveInstance(client: KubeClient, release: string): Promise<string> {
  try {
    const path = '/api/v1/namespaces/kube-system';
    const { metadata } = await client.request<{ readonly metadata: { readonly uid: string } }>({ path });
    return `k${hash('sha256', `${metadata.uid}/${release}`, 'hex').slice(0, 8)}`;
  } catch (cause) {
    const reason = cause instanceof KubeError ? cause.message : String(cause);
    throw new CliFailure(
      `--instance is not set, and the namespace kube-system cannot be read to derive it: ${reason}`,
      { cause },
    );
  }
}

/** Unique to this process. */
export const identityOf = ({ environment }: Io): string =>
  `${environment['POD_NAME'] ?? hostname()}_${process.pid}_${hash('sha256', String(Math.random()), 'hex').slice(0, 6)}`;
