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
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid: found.metadata.uid } };
  try {
    await client.request({ method: 'DELETE', path: extensionPath(namespace), body, signal });
    return true;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw error;
  }
}

/** Whether it was created just now. */
async function ensureExtension(
  range: string,
  { client, namespace, signal }: ReachabilityOptions,
): Promise<boolean> {
  const found = await findExtension(client, namespace, signal);
  if (found !== null) {
    refuseUnusable(found, range);
    return false;
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

/** One of another range is not replaced: a second gateway in another subnet would take the way from the first. */
function refuseUnusable({ metadata, spec }: ExtensionConfig, range: string): void {
  if (metadata.deletionTimestamp !== undefined) throw new Unreachable('the old one is still being removed');
  if (spec?.extensionIPRange === range) return;
  throw new Unreachable(
    `${EXTENSION_NAME} is for ${spec?.extensionIPRange ?? 'no range'}, and the gateway is in ${range}`,
  );
}

async function untilTaken({ client, clock, namespace, signal }: ReachabilityOptions): Promise<void> {
  const deadline = clock.now() + WAIT_MS;
  while (!isTaken(await findExtension(client, namespace, signal))) {
    if (clock.now() >= deadline)
      throw new Unreachable(`after ${WAIT_MS / 1000} s the network has not taken it up`);
    await clock.sleep(POLL_MS, signal);
  }
}

function isTaken(found: ExtensionConfig | null): boolean {
  const { state, message } = found?.status ?? {};
  if (state === 'Failed') throw new Unreachable(`the network refused it: ${message ?? 'without a reason'}`);
  return state === 'Succeeded';
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
