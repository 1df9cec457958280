/**
 * Makes sure that the gateway can reach pods on a CNI Overlay: AKS lets an address range in where an
 * OverlayExtensionConfig names it. In: the API server and the range of the gateway's subnet. Out: whether the way is
 * open; a failure is data and never stops anybody. It must not know where the range comes from.
 *
 *   overlay? ─► ours or AGIC's for this range? ─► (else create) ─► wait until the network took it
 */
import type { Clock } from '../clock/clock.ts';
import { ArmError } from '../controller/arm-error.ts';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import {
  extensionBody,
  extensionPath,
  EXTENSION_NAME,
  extensionsPath,
  findExtension,
  isOverlay,
  type ExtensionConfig,
} from './acn.ts';
import type { KubeClient } from './client.ts';
import { isConflict, isNotFound, KubeError } from './kube-error.ts';

export interface ReachabilityOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** The controller's own; AGIC looks in its own as well. */
  readonly namespace: string;
  /** Range of the gateway's subnet, read only on an overlay; rejects with an `ArmError`. */
  readonly subnetPrefix: () => Promise<string>;
  readonly signal: AbortSignal;
}

export type ReachabilityResult =
  /** The network is no overlay: nothing is needed. */
  | { readonly kind: 'direct' }
  | { readonly kind: 'overlay'; readonly range: string; readonly created: boolean }
  | { readonly kind: 'unreachable'; readonly diagnostic: Diagnostic };

const POLL_MS = 2_000;
/** AGIC gives up after 30 s, and tries again with each of its runs. */
const WAIT_MS = 60_000;

const MANAGED_BY = 'app.kubernetes.io/managed-by';
const OURS = { [MANAGED_BY]: 'appgw-ingress' };
const isOurs = ({ metadata }: ExtensionConfig): boolean => metadata.labels?.[MANAGED_BY] === OURS[MANAGED_BY];

/** Rejects only with the reason of the signal, or with a bug. */
export async function ensureReachable(options: ReachabilityOptions): Promise<ReachabilityResult> {
  const { client, signal } = options;
  try {
    if (!(await isOverlay(client, signal))) return { kind: 'direct' };
    const range = await options.subnetPrefix();
    const created = await ensureExtension(range, options);
    await untilTaken(options);
    return { kind: 'overlay', range, created };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: 'unreachable', diagnostic: diagnose('PODS_UNREACHABLE', null, reasonOf(error)) };
  }
}

/** On uninstall. One that somebody else made stays; says whether one was removed. */
export async function removeReachability({
  client,
  namespace,
  signal,
}: Pick<ReachabilityOptions, 'client' | 'namespace' | 'signal'>): Promise<boolean> {
  const found = await findExtension(client, namespace, signal);
  if (found === null || !isOurs(found)) return false;
  await remove(client, namespace, found, signal);
  return true;
}

/** Whether it was created just now. */
async function ensureExtension(range: string, options: ReachabilityOptions): Promise<boolean> {
  const { client, namespace, signal } = options;
  const found = await findExtension(client, namespace, signal);
  if (found?.spec?.extensionIPRange === range && found.metadata.deletionTimestamp === undefined) return false;
  if (found !== null) {
    if (!isOurs(found)) throw new Unreachable(`${EXTENSION_NAME} is for ${found.spec?.extensionIPRange}`);
    await remove(client, namespace, found, signal);
    await untilGone(options);
  }
  const body = extensionBody(range, OURS);
  try {
    await client.request({ method: 'POST', path: extensionsPath(namespace), body, signal });
    return true;
  } catch (error) {
    // Another replica, or AGIC, was faster: what counts is what it says when we wait for it.
    if (isConflict(error)) return false;
    throw error;
  }
}

async function remove(
  client: KubeClient,
  namespace: string,
  { metadata: { uid } }: ExtensionConfig,
  signal: AbortSignal,
): Promise<void> {
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid } };
  try {
    await client.request({ method: 'DELETE', path: extensionPath(namespace), body, signal });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

const untilGone = (options: ReachabilityOptions): Promise<void> =>
  poll(options, 'the old one is still being removed', (found) => found === null);

const untilTaken = (options: ReachabilityOptions): Promise<void> =>
  poll(options, 'the network has not taken it up', (found) => {
    const { state, message } = found?.status ?? {};
    if (state === 'Failed') throw new Unreachable(`the network refused it: ${message ?? 'without a reason'}`);
    return state === 'Succeeded';
  });

async function poll(
  { client, clock, namespace, signal }: ReachabilityOptions,
  waitingFor: string,
  isDone: (found: ExtensionConfig | null) => boolean,
): Promise<void> {
  const deadline = clock.now() + WAIT_MS;
  while (!isDone(await findExtension(client, namespace, signal))) {
    if (clock.now() >= deadline) throw new Unreachable(`after ${WAIT_MS / 1000} s ${waitingFor}`);
    await clock.sleep(POLL_MS, signal);
  }
}

/** Why pods cannot be reached, where no request failed. */
class Unreachable extends Error {
  override readonly name = 'Unreachable';
  readonly code = 'PODS_UNREACHABLE';
}

/** Of a bug nothing is made but a bug. */
function reasonOf(error: unknown): { readonly reason: string } {
  if (error instanceof Unreachable || error instanceof KubeError) return { reason: error.message };
  if (error instanceof ArmError)
    return { reason: `the range of the gateway's subnet cannot be read: ${error.message}` };
  throw error;
}
