/** Metrics that are looked up when somebody asks for them: nothing happens when a cache ages. */
import type { Snapshot } from '../../cluster/snapshot.ts';
import { inspectTlsSecret } from '../../frontends/certificates/inspect.ts';
import type { ReflectorStats } from '../../kube/reflector-stats.ts';
import type { Metrics } from '../../telemetry/metrics.ts';

export interface Sampled {
  readonly stats: () => readonly { readonly kind: string; readonly stats: ReflectorStats }[];
  readonly snapshot: () => { readonly snapshot: Snapshot };
}

export function sample(
  { cacheAge, certificateExpiry }: Pick<Metrics, 'cacheAge' | 'certificateExpiry'>,
  source: Sampled,
  now: number,
): void {
  cacheAge.reset();
  for (const [kind, entries] of Map.groupBy(source.stats(), (entry) => entry.kind)) {
    // A kind that was never heard of has no age yet; `/readyz` says so.
    const contacts = entries.flatMap(({ stats: { lastContact } }) => lastContact ?? []);
    if (contacts.length > 0) cacheAge.set({ kind }, (now - Math.min(...contacts)) / 1000);
  }
  certificateExpiry.reset();
  for (const secret of source.snapshot().snapshot.secrets.values()) {
    const certificate = inspectTlsSecret(secret);
    if (certificate.state !== 'usable') continue;
    const { namespace, name } = secret.metadata;
    certificateExpiry.set({ namespace, secret: name }, certificate.notAfter / 1000);
  }
}
