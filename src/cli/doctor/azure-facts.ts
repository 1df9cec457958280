/** What the checks of one gateway look at, read from ARM once. */
import type { RawGateway } from '../../appgw/wire.ts';
import type { ArmReader } from '../../azure/arm-reader.ts';
import { AUTHORIZATION_API_VERSION, permissionsId, readGranted, type Granted } from '../../azure/granted.ts';
import type { Identification } from '../../azure/identify.ts';
import { readPublicAddress } from '../../azure/public-address.ts';
import { readSubnet, type Subnet } from '../../azure/subnet.ts';
import { ArmError } from '../../controller/arm-error.ts';
import type { KeyVaults, PublicAddress } from '../../controller/ports.ts';
import { frontendsOf } from '../../status/addresses.ts';
import { read, type Read } from './check.ts';
import {
  attachedIdentities,
  firewallPolicies,
  groupOf,
  isFirewalled,
  keyVaultCertificates,
  subnetIdOf,
} from './surroundings.ts';

export type ArmRead<T> = Read<T, ArmError>;

export interface GatewayFacts {
  readonly id: string;
  /** Of whoever asks; null where it is not known. */
  readonly principalId: string | null;
  readonly gateway: ArmRead<RawGateway>;
  /** Null: the gateway names none, or could not be read. */
  readonly subnet: { readonly id: string; readonly answer: ArmRead<Subnet> } | null;
  readonly publicIps: readonly { readonly id: string; readonly answer: ArmRead<PublicAddress> }[];
  /** By scope, in lower case: what we may do there. */
  readonly granted: ReadonlyMap<string, ArmRead<readonly Granted[]>>;
  /** Null where the gateway does not run. */
  readonly health: ArmRead<unknown> | null;
  /** Of the certificates in Key Vaults: those that we may look into. */
  readonly readableCertificates: ReadonlySet<string>;
}

export async function readGatewayFacts(
  id: string,
  reader: ArmReader,
  { identified }: Identification,
  vaults?: KeyVaults,
): Promise<GatewayFacts> {
  const ask = <T>(question: () => Promise<T>): Promise<ArmRead<T>> => read(ArmError, question);
  const gateway = await ask(async () => (await reader.read(id)) as RawGateway);
  const live = gateway.ok ? gateway.value : null;
  const subnetId = live ? subnetIdOf(live) : null;
  const publicIpIds = live ? frontendsOf(live).flatMap(({ publicIpId }) => publicIpId ?? []) : [];
  const scopes = live
    ? [
        id,
        ...(subnetId === null ? [] : [subnetId]),
        ...publicIpIds,
        ...attachedIdentities(live),
        ...firewallPolicies(live),
        ...(isFirewalled(live) ? [groupOf(id)] : []),
      ]
    : [];
  return {
    id,
    principalId: identified?.principalId ?? null,
    gateway,
    subnet:
      subnetId === null
        ? null
        : { id: subnetId, answer: await ask(async () => readSubnet(await reader.read(subnetId))) },
    publicIps: await Promise.all(
      publicIpIds.map(async (publicIp) => ({
        id: publicIp,
        answer: await ask(async () => readPublicAddress(await reader.read(publicIp))),
      })),
    ),
    granted: new Map(
      await Promise.all(
        scopes.map(async (scope) => {
          const ofScope = () => reader.read(permissionsId(scope), AUTHORIZATION_API_VERSION);
          return [scope.toLowerCase(), await ask(async () => readGranted(await ofScope()))] as const;
        }),
      ),
    ),
    health:
      live?.properties['operationalState'] === 'Running' ? await ask(() => reader.backendHealth(id)) : null,
    readableCertificates: new Set(live && vaults ? await readable(live, vaults) : []),
  };
}

/** Ids of the secrets. */
async function readable(live: RawGateway, vaults: KeyVaults): Promise<readonly string[]> {
  const secretIds = keyVaultCertificates(live).map(({ secretId }) => secretId);
  const answers = await Promise.all(
    secretIds.map(async (secretId) => {
      const answer = await read(ArmError, () => vaults.certificate(secretId));
      return answer.ok && answer.value !== null ? [secretId] : [];
    }),
  );
  return answers.flat();
}
