/** Routing and live gateways in one line each, for tests of the back end that need no Kubernetes objects. */
import { createContext, type Context, type UnusablePolicies } from '../../src/appgw/context.ts';
import { projectLive, type LiveGateway, type LiveOptions } from '../../src/appgw/live.ts';
import { draftSites, withPriorities, type PlacedSite } from '../../src/appgw/place.ts';
import type { JsonObject, RawGateway } from '../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../src/cli/blank-gateway.ts';
import { STRICT_TLS } from '../../src/routing/backend.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type {
  Action,
  Backend,
  BackendSettings,
  Certificate,
  Fallback,
  Match,
  Owner,
  Pool,
  Probe,
  Route,
  Routing,
  SecretCertificate,
  Site,
} from '../../src/routing/model.ts';

export const INSTANCE = 'default';

export const owner = (name: string, namespace = 'shop'): Owner => ({ kind: 'Ingress', namespace, name });

export interface BackendInit {
  readonly endpoints?: readonly string[];
  readonly port?: number;
  readonly probeHost?: string;
  readonly settings?: Partial<BackendSettings>;
  readonly probe?: Partial<Probe>;
  readonly pool?: Partial<Pool>;
}

export const backend = (service: string, init: BackendInit = {}): Backend => ({
  pool: {
    namespace: 'shop',
    service,
    targetPort: 'http',
    targetType: 'pod',
    endpoints: (init.endpoints ?? ['10.0.0.1']).map((address) => ({ address, state: 'ready' })),
    ...init.pool,
  },
  settings: {
    protocol: 'Http',
    port: init.port ?? 8080,
    requestTimeout: 30,
    affinity: null,
    drainTimeout: null,
    hostName: null,
    hostFromAddress: false,
    path: null,
    tls: STRICT_TLS,
    ...init.settings,
  },
  probe: {
    protocol: 'Http',
    host: init.probeHost ?? 'localhost',
    path: '/',
    port: null,
    body: null,
    statusCodes: ['200-499'],
    interval: 10,
    timeout: 5,
    unhealthyThreshold: 3,
    ...init.probe,
  },
});

const ACTIONS: { readonly [text: string]: Action } = {
  redirect: { kind: 'redirectToHttps' },
  notFound: { kind: 'notFound' },
  held: { kind: 'held' },
};

/** The name of a service, or `redirect`, `notFound`, `held`. */
export const action = (text: string): Action =>
  ACTIONS[text] ?? { kind: 'backend', backend: backend(text), rewrite: null };

const TYPES: { readonly [mark: string]: Match['type'] } = { '=': 'Exact', '': 'Prefix', '~': 'Gateway' };

export function match(text: string): Match {
  const [, mark = '', path = ''] = /^([=~]?)(.*)$/.exec(text) ?? [];
  return { type: TYPES[mark]!, path };
}

/** `=/x api`: match and action, of the owner `by`. */
export function route(text: string, by = 'web'): Route {
  const [where = '', to = 'web'] = text.split(' ');
  return {
    owner: owner(by),
    match: match(where),
    action: action(to),
    firewall: null,
    acme: where.includes('acme-challenge'),
  };
}

export interface SiteInit extends Partial<Omit<Site, 'hosts' | 'owner' | 'routes' | 'fallback'>> {
  readonly owner?: string;
  /** Each a text of the site's owner, or a route. */
  readonly routes?: readonly (string | Route)[];
  /** `notFound` (the default), `redirect`, `held`, or the name of a service. */
  readonly fallback?: string;
}

export function site(hosts: string | readonly string[], init: SiteInit = {}): Site {
  const { owner: by = 'web', routes = ['/ web'], fallback = 'notFound', ...rest } = init;
  return {
    frontend: 'auto',
    port: 80,
    protocol: 'Http',
    certificate: null,
    tlsProfile: null,
    firewall: null,
    errorPages: [],
    priority: null,
    securePort: null,
    ...rest,
    hosts: typeof hosts === 'string' ? [hosts] : hosts,
    owner: owner(by),
    routes: routes.map((one) => (typeof one === 'string' ? route(one, by) : one)),
    fallback: fallbackOf(fallback, by),
  };
}

export function fallbackOf(text: string, by = 'web'): Fallback {
  const made = action(text);
  if (made.kind === 'backend') return { ...made, owner: owner(by) };
  if (made.kind === 'redirect') return { ...made, owner: owner(by) };
  return made.kind === 'held' ? { ...made, owner: owner(by), next: { kind: 'notFound' } } : made;
}

/** A TLS host: the site on 443, and its redirecting twin. */
export const secureSites = (host: string, init: SiteInit & { readonly certificate: Certificate }) => [
  site(host, { ...init, certificate: null, securePort: 443, routes: [], fallback: 'redirect' }),
  site(host, { ...init, port: 443, protocol: 'Https' }),
];

/** Bytes that stand for a chain and a key: the back end reads neither. */
export const usable = (label: string, bytes = 1000): SecretCertificate => ({
  state: 'usable',
  secret: `shop/${label}`,
  subject: label,
  material: {
    fingerprint: Buffer.from(label).toString('hex').padEnd(64, '0'),
    chain: [new Uint8Array(bytes)],
    privateKey: new Uint8Array(100),
  },
});

export const missing = (label: string): SecretCertificate => ({
  state: 'missing',
  secret: `shop/${label}`,
  reason: 'it does not exist',
});

const NOT_FOUND = backend('default-backend', { endpoints: ['10.9.0.1'] });

/** Owners by age: as `oldestFirst` says, then in the order of the sites. */
export function routing(sites: readonly Site[], oldestFirst: readonly string[] = []): Routing {
  const owners = [
    ...oldestFirst.map((name) => owner(name)),
    ...sites.flatMap((one) => [one.owner, ...one.routes.map((each) => each.owner)]),
  ];
  const backends = sites.flatMap((one) =>
    [...one.routes.map((each) => each.action), one.fallback].flatMap((each) =>
      'backend' in each ? [each.backend] : [],
    ),
  );
  return {
    gateway: {},
    held: [],
    allPools: () => [...backends, NOT_FOUND].map(({ pool }) => pool),
    owners: [...new Map(owners.map((one) => [`${one.namespace}/${one.name}`, one])).values()],
    sites: sites.toSorted((a, b) => a.port - b.port || ((a.hosts[0] ?? '') < (b.hosts[0] ?? '') ? -1 : 1)),
    defaultBackend: {
      service: 'ingress/default-backend',
      found: true,
      notFound: NOT_FOUND,
      redirect: backend('default-backend-redirect', { endpoints: ['10.9.0.1'], port: 8301 }),
    },
  };
}

/** The blank gateway with more in its properties. */
export const gateway = (properties: JsonObject = {}, rest: Partial<RawGateway> = {}): RawGateway => ({
  ...BLANK_GATEWAY,
  ...rest,
  properties: { ...BLANK_GATEWAY.properties, ...properties },
});

export const GATEWAY_ID = BLANK_GATEWAY.id!;
export const idOf = (collection: string, name: string): { readonly id: string } => ({
  id: `${GATEWAY_ID}/${collection}/${name}`,
});

export const live = (raw: RawGateway = BLANK_GATEWAY, options: Partial<LiveOptions> = {}): LiveGateway =>
  projectLive(raw, { instance: INSTANCE, ...options });

/** Plain sites with their places, as the spine of the back end makes them. */
export const placeSites = (sites: readonly Site[], context: Context): readonly PlacedSite[] =>
  withPriorities(draftSites(sites, null, context), new Set(), new Map(), context);

/** A context, with the list that its reports go to. */
export function contextOf(
  of: Routing,
  on: LiveGateway = live(),
  unusable?: UnusablePolicies,
): { readonly context: Context; readonly reports: Diagnostic[] } {
  const reports: Diagnostic[] = [];
  return { context: createContext(of, on, (diagnostic) => void reports.push(diagnostic), unusable), reports };
}

export interface ForeignInit {
  readonly name?: string;
  readonly priority?: number;
  readonly hosts?: readonly string[];
  readonly port?: number;
  /** Instead of a pool. */
  readonly redirect?: boolean;
  readonly frontend?: string;
}

/** Foreign sites as the portal makes them, each with listener, rule, pool and settings of its own. */
export function foreign(sites: readonly ForeignInit[]): JsonObject {
  const all = sites.map((init, index) => ({
    name: `theirs-${index}`,
    priority: 100 + index,
    hosts: [],
    port: 80,
    redirect: false,
    frontend: 'public',
    ...init,
  }));
  const ports = [...new Set(all.map(({ port }) => port))];
  return {
    frontendPorts: ports.map((port) => ({ name: `port_${port}`, properties: { port } })),
    backendAddressPools: all
      .filter(({ redirect }) => !redirect)
      .map(({ name }) => ({ name: `${name}-pool`, properties: { backendAddresses: [] } })),
    backendHttpSettingsCollection: all
      .filter(({ redirect }) => !redirect)
      .map(({ name }) => ({ name: `${name}-settings`, properties: { port: 80, protocol: 'Http' } })),
    httpListeners: all.map(({ name, hosts, port, frontend }) => ({
      name: `${name}-listener`,
      properties: {
        frontendIPConfiguration: idOf('frontendIPConfigurations', frontend),
        frontendPort: idOf('frontendPorts', `port_${port}`),
        protocol: 'Http',
        ...(hosts.length > 0 && { hostNames: hosts }),
      },
    })),
    redirectConfigurations: all
      .filter(({ redirect }) => redirect)
      .map(({ name }) => ({
        name: `${name}-redirect`,
        properties: { redirectType: 'Permanent', targetUrl: 'https://example.org' },
      })),
    requestRoutingRules: all.map(({ name, priority, redirect }) => ({
      name,
      properties: {
        ruleType: 'Basic',
        priority,
        httpListener: idOf('httpListeners', `${name}-listener`),
        ...(redirect
          ? { redirectConfiguration: idOf('redirectConfigurations', `${name}-redirect`) }
          : {
              backendAddressPool: idOf('backendAddressPools', `${name}-pool`),
              backendHttpSettings: idOf('backendHttpSettingsCollection', `${name}-settings`),
            }),
      },
    })),
  };
}
