/**
 * What became of a run -> everybody who should know (decision 9): the status of Ingresses, only after the
 * configuration that carries them is on the gateway, and Events on the objects that diagnostics concern.
 */
import type { RawGateway } from '../appgw/wire.ts';
import type { Clock } from '../clock/clock.ts';
import type { Snapshot } from '../cluster/snapshot.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { frontendsOf } from '../status/addresses.ts';
import { servedIngresses } from '../status/ingress.ts';
import { armDiagnostic } from './arm-diagnostic.ts';
import { ArmError } from './arm-error.ts';
import type { Computation } from './compute.ts';
import { fewAtATime } from './few-at-a-time.ts';
import type { Published } from './gateway-runner.ts';
import type { GatewayClient, StatusAddress, StatusTarget } from './ports.ts';

/** Writes the addresses of one Ingress, none to clear them; says what became of it. */
export type WriteStatus = (
  target: StatusTarget,
  addresses: readonly StatusAddress[],
) => Promise<StatusResult>;

export interface StatusResult {
  readonly kind: string;
  /** Of `contested`: who overwrites it, and whether that was found out just now. */
  readonly by?: string | null;
  readonly isNew?: boolean;
}

export interface PublisherOptions {
  readonly gateway: GatewayClient;
  readonly clock: Clock;
  readonly snapshot: () => Snapshot;
  readonly writeStatus: WriteStatus;
  readonly recordEvents: (diagnostics: readonly Diagnostic[]) => Promise<void>;
  /** Which of the gateway's addresses, or another one altogether. */
  readonly publish:
    | { readonly kind: 'ip' | 'hostname' }
    | { readonly kind: 'override'; readonly address: StatusAddress };
}

export interface Publisher {
  readonly publish: (published: Published) => Promise<void>;
  /** Whether an address is one that this gateway has or had. */
  readonly isOurs: (address: StatusAddress) => boolean;
  /** What an Ingress is told, or where none is served, would be by the first frontend; null: not known, or there is none. */
  readonly address: () => StatusAddress | null;
}

/** A public IP may get another address or a DNS name; an Ingress may lose what we wrote. */
const FORGET_MS = 300_000;
const LOOK_AGAIN = '';
/** At once: the next run waits for all of them, and the API server serves others too. */
const STATUS_WRITES = 8;

export function createPublisher(options: PublisherOptions): Publisher {
  const { gateway, clock, snapshot, writeStatus, recordEvents } = options;
  const written = new Map<string, string>();
  const known = new Set<string>();
  let addresses: ReadonlyMap<string, StatusAddress> = new Map();
  let told: StatusAddress | null = null;
  let readAt = -Infinity;
  const isOurs = (address: StatusAddress): boolean => known.has(textOf(address));

  /** Where they cannot be read now, what is known stays, and the next run tries again. */
  async function refreshAddresses(live: RawGateway): Promise<readonly Diagnostic[]> {
    if (clock.now() - readAt <= FORGET_MS) return [];
    try {
      addresses = await readAddresses(live, gateway, options.publish);
    } catch (error) {
      if (!(error instanceof ArmError)) throw error;
      return [armDiagnostic(error, gateway.resourceId)];
    }
    for (const address of addresses.values()) known.add(textOf(address));
    for (const uid of written.keys()) written.set(uid, LOOK_AGAIN);
    readAt = clock.now();
    return [];
  }

  async function publishStatus({ desired, plan, routing }: Computation): Promise<readonly Diagnostic[]> {
    // Unknown is not none: nothing is cleared for it.
    if (readAt === -Infinity) return [];
    const contested: Diagnostic[] = [];
    const served = new Map(
      servedIngresses(plan.document, desired.collections.requestRoutingRules).map((ingress) => [
        `${ingress.namespace}/${ingress.name}`,
        ingress.frontends.flatMap((frontend) => addresses.get(frontend) ?? []),
      ]),
    );
    told = [...served.values()].flat()[0] ?? told;
    const ours = new Set(routing.owners.map(({ namespace, name }) => `${namespace}/${name}`));
    await fewAtATime(snapshot().ingresses, STATUS_WRITES, async ({ metadata }) => {
      const { namespace, name, uid } = metadata;
      const key = `${namespace}/${name}`;
      // An Ingress that left the class loses what we wrote; one that was never ours is none of our business.
      if (uid === undefined || (!ours.has(key) && !written.has(uid))) return;
      const wanted = served.get(key) ?? [];
      const text = JSON.stringify(wanted);
      if (written.get(uid) === text) return;
      const mayGo = ours.has(key) ? {} : { isRemovable: isOurs };
      const result = await writeStatus({ namespace, name, uid, ...mayGo }, wanted);
      if (result.kind === 'failed') return;
      if (result.kind === 'contested' && result.isNew === true)
        contested.push(
          diagnose('STATUS_CONTESTED', { kind: 'Ingress', namespace, name }, { by: result.by ?? null }),
        );
      if (ours.has(key)) written.set(uid, text);
      else written.delete(uid);
    });
    return contested;
  }

  return {
    isOurs,
    address: () => told ?? [...addresses.values()][0] ?? null,
    publish: async ({ outcome, computation, live }) => {
      const isOnGateway = outcome.kind === 'applied' || outcome.kind === 'unchanged';
      const unread = isOnGateway && live ? await refreshAddresses(live) : [];
      const contested = isOnGateway && computation ? await publishStatus(computation) : [];
      const told = [...unread, ...contested, ...waiting({ outcome, computation, live })];
      await recordEvents([...outcome.diagnostics, ...told]);
    },
  };
}

/** Others may have put more into it, such as ports. */
const textOf = ({ ip, hostname }: StatusAddress): string => `${ip ?? ''} ${hostname ?? ''}`;

/** Whoever waits for a PUT that failed is told why, not only the log. */
function waiting({ outcome, computation }: Published): readonly Diagnostic[] {
  if (outcome.kind !== 'failed' || !computation) return [];
  const about = outcome.diagnostics.at(-1);
  const owners = new Set(computation.plan.changes.flatMap((change) => change.owners));
  return [...owners].flatMap((owner): Diagnostic[] => {
    const [kind = '', namespace = '', name = ''] = owner.split('/');
    return about ? [{ ...about, object: { kind, namespace, name } }] : [];
  });
}

async function readAddresses(
  live: RawGateway,
  gateway: GatewayClient,
  publish: PublisherOptions['publish'],
): Promise<ReadonlyMap<string, StatusAddress>> {
  const addresses = new Map<string, StatusAddress>();
  for (const { id, publicIpId, privateAddress } of frontendsOf(live)) {
    if (publish.kind === 'override') addresses.set(id, publish.address);
    else if (publicIpId !== null) {
      const { ip, hostname } = await gateway.publicAddress(publicIpId);
      if (publish.kind === 'hostname' && hostname !== null) addresses.set(id, { hostname });
      else if (ip !== null) addresses.set(id, { ip });
    } else if (privateAddress !== null) addresses.set(id, { ip: privateAddress });
  }
  return addresses;
}
