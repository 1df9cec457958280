import { stringify } from 'yaml';

export interface KubeconfigInit {
  readonly url: string;
  readonly ca: string | null;
  readonly token: string;
  readonly namespace: string;
}

/** Without a CA the server speaks plain HTTP: only `insecure-skip-tls-verify` lets clients send a token there. */
export const kubeconfigText = ({ url, ca, token, namespace }: KubeconfigInit): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'test',
        cluster: {
          server: url,
          ...(ca === null
            ? { 'insecure-skip-tls-verify': true }
            : { 'certificate-authority-data': Buffer.from(ca).toString('base64') }),
        },
      },
    ],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test', namespace } }],
    'current-context': 'test',
  });
