/** Examples of the codes that annotations lead to; beside the others because there are many of them. */
import type { Code, Detail } from '../../src/diagnostics/diagnostic.ts';

const hosts = 'shop.example.com';
const owner = 'Ingress/shop/storefront';
const prefix = 'appgw.ingress.kubernetes.io/';
const service = 'shop/web';

export const ANNOTATION_EXAMPLES = {
  ANNOTATION_UNREADABLE: [
    { annotation: `${prefix}tls-min-version`, value: '1.3', allowed: 'one of "TLSv1_2", "TLSv1_3"' },
    {
      annotation: `${prefix}tls-min-version`,
      of: 'IngressClass/public',
      value: '1.3',
      allowed: 'one of "TLSv1_2", "TLSv1_3"',
    },
  ],
  ANNOTATION_UNKNOWN: [
    { annotation: `${prefix}conection-draining`, suggestion: `${prefix}connection-draining` },
    { annotation: `${prefix}magic`, suggestion: null },
  ],
  ANNOTATION_MISPLACED: [{ annotation: `${prefix}waf-policy`, kind: 'Service' }],
  ANNOTATION_IDLE: [{ annotation: `${prefix}cors-max-age`, needs: ['cors-allow-origin'] }],
  ANNOTATION_REFUSED: [
    {
      annotation: `${prefix}backend-protocol`,
      reason: 'Application Gateway speaks HTTP/1.1 to backends, and gRPC needs HTTP/2',
    },
  ],
  ANNOTATIONS_EXCLUSIVE: [{ annotations: ['redirect-url', 'redirect-host'] }],
  HEADER_NOT_REWRITABLE: [{ header: 'Connection' }],
  REWRITE_TARGET_REFUSED: [{ target: '/$2', path: '/api(.*)', reason: 'the path has 1 group' }],
  REWRITE_RESOURCE_MISSING: [{ resource: 'shop/my-rewrites' }],
  REWRITE_RESOURCE_REFUSED: [
    {
      resource: 'shop/my-rewrites',
      pattern: '(?=a)',
      reason: 'the gateway knows no look-ahead and no look-behind',
    },
  ],
  REDIRECT_PATH_UNKNOWN: [{ paths: ['/old'] }],
  REDIRECT_LOOP: [{ host: hosts, url: `https://${hosts}/` }],
  WWW_HOST_TAKEN: [{ host: `www.${hosts}`, owner }],
  WWW_HOST_UNSUITED: [{ host: `www.${hosts}`, direction: 'to-apex' }],
  PATH_PROHIBITED: [
    { host: hosts, path: '/admin', target: 'ops/portal' },
    { host: '', path: '/', target: 'ops/portal' },
  ],
  HOST_SETTING_CONFLICT: [{ annotation: 'appgw-ssl-profile', host: hosts, owner }],
  REFERENCE_NOT_ALLOWED: [{ kind: 'sslCertificates', name: 'wildcard', namespace: 'shop' }],
  FRONTEND_NOT_ALLOWED: [{ frontend: 'public' }],
  HOST_NOT_ALLOWED: [
    { host: hosts, namespace: 'blog' },
    { host: '', namespace: 'blog' },
  ],
  KEY_VAULT_NOT_ALLOWED: [{ vault: 'ops.vault.azure.net', namespace: 'shop' }],
  KEY_VAULT_VERSIONED: [
    { secretId: 'https://shop.vault.azure.net/secrets/web/0123456789abcdef0123456789abcdef' },
  ],
  CLIENT_CA_UNNAMED: [{ host: hosts }],
  EXTRA_PORT_WITHOUT_TLS: [{ port: 8443 }],
  SSL_REDIRECT_WITHOUT_TLS: [{ host: hosts }, { host: '' }],
  EXTERNAL_NAME_UNUSABLE: [
    { service, externalName: '10.0.0.1' },
    { service, externalName: '' },
  ],
  NODE_PORT_MISSING: [{ service, port: '80' }],
  NO_NODES: [{ service, port: '80' }],
  BACKEND_CA_UNUSABLE: [{ source: 'ConfigMap/shop/internal-ca', reason: 'it has no key ca.crt' }],
  BACKEND_NOT_ENCRYPTED: [{ annotations: ['backend-ca'] }, { annotations: ['backend-ca', 'backend-sni'] }],
  PROBE_TIMEOUT_TOO_LONG: [{ timeout: 30, interval: 10 }],
} satisfies { readonly [C in Code]?: readonly Detail<C>[] };
