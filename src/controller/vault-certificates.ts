/**
 * What Key Vaults say of the certificates that our Ingresses name, as marks on the snapshot. The gateway reads the
 * vaults by itself; the controller only looks at names and dates, where it may. Answers are kept for a while, and what
 * was known stays known while a vault cannot be reached; of an earlier process, the hosts on the gateway are known.
 */
import { X509Certificate } from 'node:crypto';
import { childrenOf } from '../appgw/children.ts';
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import type { VaultCertificate } from '../cluster/snapshot.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { namesOf } from '../frontends/certificates/names.ts';
import { ArmError } from './arm-error.ts';
import { fewAtATime } from './few-at-a-time.ts';
import type { KeyVaults } from './ports.ts';

export interface VaultAnswer {
  /** By secret id; absent: nobody knows. */
  readonly certificates: ReadonlyMap<string, VaultCertificate>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Rejects only when it is aborted, or with a bug. */
export type LookIntoVaults = (
  secretIds: readonly string[],
  live: RawGateway,
  signal?: AbortSignal,
) => Promise<VaultAnswer>;

interface Known {
  readonly until: number;
  readonly certificate: VaultCertificate | null;
  /** Why the vault could not be reached. */
  readonly reason: string | null;
}

const AT_ONCE = 8;
/** The gateway itself looks every four hours. */
const READ_AGAIN_MS = 60 * 60_000;
const HIDDEN_AGAIN_MS = 10 * 60_000;
const UNREACHABLE_AGAIN_MS = 60_000;

export function createVaultLookup(vaults: KeyVaults, clock: Clock): LookIntoVaults {
  const known = new Map<string, Known>();

  async function look(secretId: string, live: RawGateway, signal?: AbortSignal): Promise<void> {
    const before = known.get(secretId);
    if (before && before.until > clock.now()) return;
    const keep = (ms: number, certificate: VaultCertificate | null, reason: string | null = null): void =>
      void known.set(secretId, { until: clock.now() + ms, certificate, reason });
    try {
      const der = await vaults.certificate(secretId, signal);
      if (der) keep(READ_AGAIN_MS, describe(der));
      else keep(HIDDEN_AGAIN_MS, null);
    } catch (error) {
      if (!(error instanceof ArmError)) throw error;
      keep(UNREACHABLE_AGAIN_MS, before?.certificate ?? servedAs(secretId, live), error.message);
    }
  }

  return async (secretIds, live, signal) => {
    for (const secretId of known.keys()) if (!secretIds.includes(secretId)) known.delete(secretId);
    await fewAtATime(secretIds, AT_ONCE, (secretId) => look(secretId, live, signal));
    const found = secretIds.map((secretId) => [secretId, known.get(secretId)] as const);
    return {
      certificates: new Map(
        found.flatMap(([secretId, answer]) =>
          answer?.certificate ? [[secretId, answer.certificate] as const] : [],
        ),
      ),
      diagnostics: found.flatMap(([secretId, answer]) =>
        typeof answer?.reason === 'string'
          ? [
              diagnose('KEY_VAULT_UNREACHABLE', null, {
                vault: new URL(secretId).hostname,
                reason: answer.reason,
              }),
            ]
          : [],
      ),
    };
  };
}

/** Null where it is no certificate that can be read. */
function describe(der: Uint8Array): VaultCertificate | null {
  try {
    const certificate = new X509Certificate(der);
    return { names: namesOf(certificate), notAfter: certificate.validToDate.getTime() };
  } catch {
    return null;
  }
}

/** The hosts of the listeners that show it now. */
function servedAs(secretId: string, live: RawGateway): VaultCertificate | null {
  const names = new Set(
    childrenOf(live, 'sslCertificates')
      .filter(({ properties }) => properties.keyVaultSecretId === secretId)
      .map(({ name }) => name.toLowerCase()),
  );
  const hosts = childrenOf(live, 'httpListeners').flatMap(({ properties }) => {
    const { sslCertificate, hostName, hostNames = [] } = properties;
    const shown = sslCertificate?.id.split('/').at(-1)?.toLowerCase() ?? '';
    return names.has(shown) ? [...(hostName ? [hostName] : []), ...hostNames] : [];
  });
  return hosts.length === 0 ? null : { names: [...new Set(hosts)].toSorted(), notAfter: Infinity };
}
