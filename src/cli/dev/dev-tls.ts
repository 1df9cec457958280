/** `--dev-tls`: certificates from a development CA for the Secrets that tls entries name and the files lack. */
import type { Ingress, Secret } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import type { Authority } from '../../emulator/authority.ts';

export interface DevTls {
  /** PEM of the CA. */
  readonly ca: string;
  /** The same Secret object for the same hosts, so that nothing looks changed. */
  readonly missingSecrets: (snapshot: Snapshot) => Promise<readonly Secret[]>;
}

export function createDevTls(authority: Authority): DevTls {
  const minted = new Map<string, Promise<Secret>>();
  return {
    ca: authority.pem,
    missingSecrets: (snapshot) =>
      Promise.all(
        [...wantedHosts(snapshot)].map(([name, hosts]) => {
          const key = JSON.stringify([name, ...hosts]);
          const known = minted.get(key) ?? mint(authority, name, hosts);
          minted.set(key, known);
          return known;
        }),
      ),
  };
}

/** `namespace/secret` -> sorted hosts. */
function wantedHosts({ ingresses, secrets }: Snapshot): ReadonlyMap<string, readonly string[]> {
  const wanted = new Map<string, Set<string>>();
  for (const ingress of ingresses) {
    for (const { secretName, hosts } of ingress.spec.tls ?? []) {
      const name = `${ingress.metadata.namespace}/${secretName}`;
      if (!secretName || secrets.has(name)) continue;
      const names = hosts && hosts.length > 0 ? hosts : ruleHosts(ingress);
      wanted.set(name, new Set([...(wanted.get(name) ?? []), ...names]));
    }
  }
  return new Map([...wanted].map(([name, hosts]) => [name, [...hosts].sort()]));
}

const ruleHosts = ({ spec }: Ingress): readonly string[] => {
  const hosts = (spec.rules ?? []).flatMap((rule) => rule.host ?? []);
  return hosts.length > 0 ? hosts : ['localhost'];
};

async function mint(authority: Authority, key: string, hosts: readonly string[]): Promise<Secret> {
  const { certificate, key: privateKey } = await authority.issue(hosts);
  const [namespace = '', name = ''] = key.split('/');
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  return {
    kind: 'Secret',
    metadata: { namespace, name },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(certificate), 'tls.key': base64(privateKey) },
  };
}
