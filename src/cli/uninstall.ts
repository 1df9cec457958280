/** `uninstall`: takes out of the cluster what `run` made there and helm does not know of. The gateway stays as it is. */
import type { Config } from '../config/schema.ts';
import { KubeError } from '../kube/kube-error.ts';
import { removeReachability } from '../kube/overlay.ts';
import { CliFailure, EXIT } from './failure.ts';
import type { Io } from './io.ts';
import { connectCluster } from './run/connect.ts';

export async function uninstall({ kubeconfig, leaseNamespace: namespace }: Config, io: Io): Promise<number> {
  const client = connectCluster(kubeconfig, io);
  try {
    const removed = await removeReachability({ client, namespace, signal: io.stopSignal() });
    io.stdout.write(
      removed ? 'The OverlayExtensionConfig was removed.\n' : 'There is nothing of ours to remove.\n',
    );
    return EXIT.ok;
  } catch (error) {
    throw error instanceof KubeError ? new CliFailure(error.message, { cause: error }) : error;
  } finally {
    await client.close();
  }
}
