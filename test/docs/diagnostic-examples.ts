/** For every code, details as they occur: the reference page shows the messages that they make. */
import type { Code, Detail } from '../../src/diagnostics/diagnostic.ts';
import { ANNOTATION_EXAMPLES } from './annotation-examples.ts';

type Examples = { readonly [C in Code]: readonly Detail<C>[] };

const hosts = ['shop.example.com'];
const host = 'shop.example.com';
const owner = 'Ingress/shop/storefront';
const service = 'shop/web';
const secret = 'shop/shop-tls';

/** More than one where the message has another shape for another detail. */
export const DIAGNOSTIC_EXAMPLES: Examples = {
  ...ANNOTATION_EXAMPLES,
  DOCUMENT_UNPARSABLE: [{ reason: 'Nested mappings are not allowed in compact mappings' }],
  DOCUMENT_NOT_AN_OBJECT: [{ reason: 'apiVersion is missing' }],
  FILE_UNREADABLE: [{ reason: 'permission is denied' }],
  FILE_TOO_LARGE: [{ format: 'YAML', megabytes: 40, limit: 16 }],
  OBJECT_INVALID: [
    { field: 'spec.rules[0].http.paths[0].path', reason: 'must be an absolute path, not "shop"' },
  ],
  OBJECT_VERSION_UNSUPPORTED: [{ apiVersion: 'networking.k8s.io/v1beta1', use: 'networking.k8s.io/v1' }],
  OBJECT_DUPLICATE: [{ used: 'b.yaml:1:1', lost: 'a.yaml:1:1' }],
  FIELD_UNKNOWN: [{ field: 'spec.rule' }],
  LAST_VERSION_KEPT: [{ reason: 'a part of shop.yaml cannot be read' }],
  KINDS_IGNORED: [{ kinds: { Deployment: 2, ConfigMap: 1 } }],

  INGRESSES_OF_OTHER_CLASSES: [{ count: 1 }, { count: 12 }],
  ANNOTATION_INVALID: [
    { annotation: 'appgw.ingress.kubernetes.io/ssl-redirect', value: 'yes', allowed: '"true" or "false"' },
  ],
  PATH_CONFLICT: [{ host, path: '/api', pattern: '/api/*', owner }],
  PATH_CASE_CONFLICT: [{ host, path: '/API', other: '/api', owner }],
  PATH_CASE_INSENSITIVE: [{ paths: ['/Login'] }],
  PATH_ENCODED: [{ path: '/a%20b' }],
  PATH_NOT_EXPRESSIBLE: [{ path: '/a/*/b', pathType: 'Prefix', reason: 'its "*" would be a wildcard there' }],
  EXACT_ROOT_WIDENED: [{ host }],
  EXACT_ROOT_REFUSED: [{ host, owner }],
  DEFAULT_BACKEND_CONFLICT: [{ hosts: [''], owner }],
  DEFAULT_BACKEND_PARTIAL: [{ hosts, owner }],
  WILDCARD_SPANS_LABELS: [{ hosts: ['*.example.com'] }],

  SECRETS_UNREADABLE: [
    { kind: 'Secret', namespace: 'shop', name: 'shop-tls', reason: 'forbidden' },
    { kind: 'Secret', namespace: 'shop', name: null, reason: 'forbidden' },
    { kind: 'ConfigMap', namespace: 'shop', name: 'internal-ca', reason: 'forbidden' },
  ],
  TLS_SECRET_MISSING: [
    { secret, hosts, kept: false },
    { secret, hosts, kept: true },
  ],
  TLS_SECRET_MALFORMED: [{ secret, hosts, reason: 'tls.crt holds no PEM block', kept: false }],
  TLS_SECRET_UNNAMED: [{ hosts, kept: false }],
  TLS_CERTIFICATE_EXPIRED: [{ secret, notAfter: '2026-10-01T00:00:00Z' }],
  TLS_CERTIFICATE_NOT_YET_VALID: [{ secret, notBefore: '2027-01-01T00:00:00Z' }],
  TLS_HOST_NOT_COVERED: [{ secret, host, names: ['www.example.com'] }],
  TLS_CERTIFICATE_CONFLICT: [{ host, secret, owner }],
  TLS_HOST_UNUSED: [{ host }],
  SSL_REDIRECT_CONFLICT: [{ host, owner, effective: true }],
  HTTPS_ANSWERED_BY_HOSTLESS: [{ hosts, owner: 'Ingress/blog/everything-else' }],
  REDIRECT_NOT_EXPRESSIBLE: [
    { host: '*.example.com', service: 'default-backend' },
    { host: '*.example.com', service: null },
  ],
  CERTIFICATE_NOT_ON_GATEWAY: [
    { certificate: 'shared-2026', hosts, kept: false },
    { certificate: 'shared-2026', hosts, kept: true },
  ],
  SSL_PROFILE_NOT_ON_GATEWAY: [{ profile: 'partners', hosts, kept: false }],
  CLIENT_CA_MISSING: [{ source: 'Secret/shop/clients', hosts, reason: 'it does not exist', kept: false }],
  CLIENT_CA_MALFORMED: [
    { source: 'ConfigMap/shop/clients', hosts, reason: 'ca.crt holds no PEM block', kept: true },
  ],

  BACKEND_SERVICE_MISSING: [{ service }],
  BACKEND_PORT_MISSING: [{ service, port: 'https' }],
  NO_ENDPOINTS: [{ service, port: 'http' }],
  ENDPOINT_PORTS_DIFFER: [{ service, port: 'http', used: 8080, left: [8081] }],
  ENDPOINT_FLAPPING: [
    { service, port: '80', address: '10.0.0.7', count: 3, until: '2026-11-21T09:14:00.000Z' },
  ],
  ENDPOINT_ADDRESS_UNSUPPORTED: [{ service, slice: 'web-6xk2p', addressType: 'IPv6' }],
  EXTERNAL_NAME_REFUSED: [{ service, externalName: 'internal.example.net' }],
  RESOURCE_BACKEND_REFUSED: [{ resource: 'StorageBucket/static' }],
  DEFAULT_BACKEND_SERVICE_MISSING: [{ service: 'default-backend' }],
  GATE_NOT_WRITABLE: [{ reason: 'pods "web-1" is forbidden: cannot patch resource "pods/status"' }],
  DRAIN_TOO_SHORT: [
    { service, pod: 'web-1', neededSeconds: 47, applySeconds: 20, preStopSeconds: 5, graceSeconds: 30 },
  ],
  TRUSTED_ROOT_NOT_ON_GATEWAY: [{ certificate: 'corporate', item: 'Path /api on shop.example.com' }],

  LIMIT_REACHED: [{ item: host, what: 'backend pools', limit: 100, used: 100 }],
  NAME_COLLISION: [{ name: 'default.pool.shop-web-8080.0123456789ab', owner }],
  PRIORITIES_EXHAUSTED: [{ host, band: '1000 to 9999' }],
  HOST_OWNED_BY_FOREIGN: [{ host, port: 443, listener: 'portal-listener' }],
  SHADOWED_BY_FOREIGN: [{ host, rule: 'portal-rule', priority: 1 }],
  WOULD_SHADOW_FOREIGN: [{ host: '', rule: 'portal-rule', priority: 19_000 }],
  FRONTEND_MISSING: [{ frontend: 'public or private' }],
  FEATURE_NOT_IN_SKU: [{ item: host, feature: 'mutual TLS', sku: 'Basic' }],
  REWRITE_SET_NOT_ON_GATEWAY: [{ rewriteSet: 'portal-headers', item: 'Path /api on shop.example.com' }],
  REWRITE_ENDLESS: [{ item: 'Path /api on shop.example.com' }],
  WAF_SKU_NEEDED: [{ item: host, sku: 'Standard_v2' }],
  SOURCE_RANGES_NEED_A_POLICY: [{ item: 'Path /admin on shop.example.com' }],
  KEY_VAULT_REFUSED: [
    {
      secretId: 'https://shop.vault.azure.net/secrets/web',
      code: 'ApplicationGatewayKeyVaultSecretAccessDenied',
      message: 'Access denied for KeyVault Secret.',
    },
  ],
  KEY_VAULT_NEEDS_IDENTITY: [
    { secretId: 'https://shop.vault.azure.net/secrets/web', hosts, kept: false },
    { secretId: 'https://shop.vault.azure.net/secrets/web', hosts, kept: true },
  ],
  KEY_VAULT_CERTIFICATE_EXPIRED: [
    { secretId: 'https://shop.vault.azure.net/secrets/web', notAfter: '2026-11-01T00:00:00.000Z' },
  ],
  KEY_VAULT_HOST_NOT_COVERED: [
    { secretId: 'https://shop.vault.azure.net/secrets/web', host, names: ['www.example.com'] },
  ],
  KEY_VAULT_UNREACHABLE: [{ vault: 'shop.vault.azure.net', reason: 'the connection timed out' }],
  WAF_POLICY_UNUSABLE: [
    {
      item: 'Path /admin on shop.example.com',
      policy: 'default-waf-0123456789ab',
      reason: 'permission is denied',
    },
  ],
  RULE_PRIORITY_TAKEN: [
    { host, priority: 10, reason: 'Ingress/shop/storefront claims it too, and is older' },
  ],
  PRIORITY_SHADOWS: [{ host: '*.example.com', priority: 10, narrower: hosts, owner }],
  GATEWAY_TAKEN: [{ reason: 'The gateway is that of the older ApplicationGateway edge.' }],
  CLASS_WITHOUT_GATEWAY: [
    { ingressClass: 'edge', gateway: 'edge', refusal: null },
    {
      ingressClass: 'west',
      gateway: 'west',
      refusal: 'The gateway is that of the older ApplicationGateway edge.',
    },
    { ingressClass: 'azure-application-gateway', gateway: null, refusal: null },
    { ingressClass: null, gateway: null, refusal: null },
  ],
  STATUS_CONTESTED: [{ by: 'nginx-ingress-controller' }, { by: null }],
  AGIC_PRESENT: [{ mark: 'tag managed-by-k8s-ingress' }],
  AGIC_RETURNED: [{ tag: 'appgw-ingress-adopted-edge' }],
  ADOPTION_INCOMPLETE: [{ sites: ['shop.example.com:443', 'shop.example.com:80'] }],
  PODS_UNREACHABLE: [{ reason: 'after 60 s the network has not taken it up' }],
  CONTENT_LOST: [{ changes: ['requestRoutingRules/default.rule.shop-web.0123456789ab'], seconds: 17 }],
  SECOND_WRITER: [
    {
      ours: ['httpListeners/default.listener.shop-example-com.0123456789ab gone'],
      foreign: [],
      tags: [],
      writer: { kind: 'terraform', mark: 'managed-by' },
    },
    {
      ours: [],
      foreign: ['backendAddressPools/blue.pool.shop-web-8080.0123456789ab added'],
      tags: [],
      writer: { kind: 'instance', mark: 'blue' },
    },
    {
      ours: ['probes/default.probe.shop-web.0123456789ab altered'],
      foreign: [],
      tags: ['costCentre'],
      writer: { kind: 'unknown', mark: null },
    },
  ],
  FOREIGN_REFERENCE: [
    {
      collection: 'backendAddressPools',
      name: 'default.pool.shop-web-8080.0123456789ab',
      by: 'urlPathMaps/portal-map',
    },
  ],
  FOREIGN_PRIORITY_FILLED: [
    {
      rules: ['portal-rule (19000)', 'intranet (19001)'],
    },
  ],

  GATEWAY_STOPPED: [{ gateway: '/subscriptions/…/applicationGateways/web', state: 'Stopped' }],
  NOT_CONVERGING: [{ changes: ['backendAddressPools/default.pool.shop-web-8080.0123456789ab'] }],
  REMOVAL_UNCONFIRMED: [{ sites: 12, of: 14 }],
  ARM_HELD_BACK: [
    {
      code: 'ApplicationGatewaySslCertificateInvalidData',
      message: 'The data of the certificate cannot be read.',
      retryAt: '2026-11-21T08:05:00.000Z',
      kept: true,
    },
    {
      code: 'ApplicationGatewaySslCertificateInvalidData',
      message: null,
      retryAt: '2026-11-21T08:05:00.000Z',
      kept: false,
    },
  ],
  ARM_SUSPECTED: [{ code: 'ApplicationGatewayInvalid', message: 'Something is not valid.', suspects: 12 }],
  ARM_REFUSED: [
    {
      code: 'ApplicationGatewayBackendAddressPoolLimitReached',
      message: 'The number of BackendAddressPools is 113 and the maximum allowed is 100.',
    },
  ],
  ARM_PERMISSION_MISSING: [
    {
      action: 'Microsoft.Network/applicationGateways/write',
      scope: '/subscriptions/…/applicationGateways/web',
    },
  ],
  ARM_OPERATOR_NEEDED: [{ code: 'ScopeLocked', message: 'The scope cannot perform write operation.' }],
  ARM_BODY_REJECTED: [{ code: 'InvalidJson', message: "Could not find member 'x' on object of type 'Y'." }],
  GATEWAY_NOT_FOUND: [{ gateway: '/subscriptions/…/applicationGateways/web' }],
  GATEWAY_WRITE_CONFLICT: [
    { code: 'RetryableErrorDueToAnotherOperation', message: 'Another operation is in progress.' },
  ],
  ARM_UNAVAILABLE: [{ code: 'InternalServerError', message: 'An error occurred.' }],
  ARM_THROTTLED: [{ seconds: 17 }, { seconds: null }],
  ARM_MEMBER_STRIPPED: [{ path: 'properties/newSetting' }],
};
