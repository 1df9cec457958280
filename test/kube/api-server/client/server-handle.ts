/** What both flavours of server offer in the same way, over HTTP. */
import type { ApiServer } from '../contracts.ts';
import { createKubeClient } from './kube-client.ts';
import type { KubeClient } from './kube-client.ts';
import { kubeconfigText } from './kubeconfig.ts';

/** What differs between them. */
export type Server = Omit<ApiServer, 'admin' | 'clientOf' | 'kubeconfig' | 'serviceAccountToken' | 'restart'>;

const HOUR_SECONDS = 3600;

export function createHandle(server: Server): ApiServer {
  const { url, ca, adminToken } = server;
  const clients: KubeClient[] = [];
  const clientOf = (token: string): KubeClient => {
    const client = createKubeClient(url, ca, token);
    clients.push(client);
    return client;
  };
  const admin = clientOf(adminToken);
  return {
    ...server,
    admin,
    clientOf,
    kubeconfig: (token, namespace = 'default') => kubeconfigText({ url, ca, token, namespace }),
    async serviceAccountToken(namespace, name, expirationSeconds = HOUR_SECONDS) {
      const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
      const body = {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: { expirationSeconds },
      };
      const answer = await admin.request('POST', path, { body });
      if (answer.status !== 201)
        throw new Error(`no token for ${namespace}/${name}: ${JSON.stringify(answer.body)}`);
      return (answer.body as { status: { token: string } }).status.token;
    },
    async restart() {
      await server.stop();
      await server.start();
    },
    async close() {
      for (const client of clients) await client.close();
      await server.close();
    },
  };
}
