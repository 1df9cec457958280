/**
 * From a stored gateway document to the lookups that requests are served from.
 *
 * In: the document, its opened certificates and fetched error pages, roots that backends may have beside the public
 * ones. Out: a `Configuration`: per frontend port the listeners in the order of their rules, each with its router; and
 * every target that they reach. Throws a `ConfigurationError` that names the
 * sub-resource which cannot be served. No I/O, no state: compiling the same document twice gives the same.
 *
 * A listener without a rule serves nothing. A rule of a kind that is not emulated is left out with a warning.
 */
import type {
  Child,
  HttpListenerProperties,
  RequestRoutingRuleProperties,
  SubResource,
} from '../../../appgw/wire.ts';
import type { FrontendKind } from '../../contracts.ts';
import type { ServerCertificates } from './certificates.ts';
import type { Configuration, Listener, PortConfiguration } from './configuration.ts';
import type { GatewayDocument } from './document.ts';
import { compileErrorPages } from './error-pages.ts';
import type { ErrorPages, FetchedPages } from './error-pages.ts';
import type { FirewallLookup } from './firewalls.ts';
import { createHostTable } from './hosts.ts';
import type { ListenerOrigin } from './redirects.ts';
import { createRewrites } from './rewrites.ts';
import { compileRouter } from './routes.ts';
import type { RouteContext } from './routes.ts';
import { chooseTerms } from './sni.ts';
import { createTargets } from './targets.ts';
import { createTlsCompiler } from './tls-terms.ts';
import type { ListenerTls, TlsCompiler, TlsTerms } from './tls-terms.ts';

const PLAIN: ListenerTls = { terms: null, clientAuth: null };

type PagesOf = (configurations: HttpListenerProperties['customErrorConfigurations']) => ErrorPages;

/** A listener with the rule that makes it serve. */
interface Entry {
  readonly frontend: FrontendKind;
  readonly port: number;
  readonly portId: string;
  readonly protocol: 'http' | 'https';
  readonly hosts: readonly string[];
  readonly terms: TlsTerms | null;
  readonly listener: Listener;
}

export function compile(
  document: GatewayDocument,
  certificates: ServerCertificates,
  warn: (message: string) => void,
  wellKnownRoots: readonly string[] = [],
  fetchedPages: FetchedPages = new Map(),
  firewallOf: FirewallLookup = () => null,
): Configuration {
  const targets = createTargets(document, wellKnownRoots);
  const originOf = (reference: SubResource, referrer: string): ListenerOrigin => {
    const listener = document.find('httpListeners', reference, referrer);
    return { protocol: protocolOf(listener), port: frontendPort(document, listener).properties.port };
  };
  const rewrites = createRewrites(document, warn);
  const context = { document, targets, rewrites, originOf, firewallOf, warn };
  const errorPages = compileErrorPages(document.gateway.customErrorConfigurations, new Map(), fetchedPages);
  const pagesOf: PagesOf = (configurations) => compileErrorPages(configurations, errorPages, fetchedPages);
  const compileTls = createTlsCompiler(document, certificates, warn);
  const entries = rulesInOrder(document, warn).map((rule) =>
    compileEntry(rule, compileTls, pagesOf, context),
  );
  const byPort = Map.groupBy(entries, ({ frontend, port }) => `${frontend}:${port}`);
  const ports = [...byPort].map(([key, group]) => [key, compilePort(key, group)] as const);
  return { ports: new Map(ports), targets: targets.all(), errorPages };
}

function rulesInOrder(
  document: GatewayDocument,
  warn: (message: string) => void,
): Child<RequestRoutingRuleProperties>[] {
  return document
    .all('requestRoutingRules')
    .filter((rule) => {
      const emulated = rule.properties.ruleType !== 'AdvancedRouting';
      if (!emulated)
        warn(
          `${document.idOf('requestRoutingRules', rule)}: advanced routing is not emulated; it serves nothing`,
        );
      return emulated;
    })
    .toSorted((a, b) => (a.properties.priority ?? Infinity) - (b.properties.priority ?? Infinity));
}

function compileEntry(
  rule: Child<RequestRoutingRuleProperties>,
  compileTls: TlsCompiler,
  pagesOf: PagesOf,
  context: RouteContext,
): Entry {
  const { document } = context;
  const listener = document.find(
    'httpListeners',
    rule.properties.httpListener,
    document.idOf('requestRoutingRules', rule),
  );
  const id = document.idOf('httpListeners', listener);
  const { frontendIPConfiguration, hostName, hostNames, customErrorConfigurations } = listener.properties;
  const frontend = document.find('frontendIPConfigurations', frontendIPConfiguration, id);
  const port = frontendPort(document, listener);
  const tls = protocolOf(listener) === 'https' ? compileTls(listener) : PLAIN;
  return {
    frontend: frontend.properties.publicIPAddress ? 'public' : 'private',
    port: port.properties.port,
    portId: document.idOf('frontendPorts', port),
    protocol: protocolOf(listener),
    hosts: hostName ? [hostName] : (hostNames ?? []),
    terms: tls.terms,
    listener: {
      name: listener.name,
      clientAuth: tls.clientAuth,
      errorPages: pagesOf(customErrorConfigurations),
      firewall: context.firewallOf(listener.properties.firewallPolicy ?? document.gateway.firewallPolicy),
      route: compileRouter(rule, context),
    },
  };
}

function compilePort(key: string, entries: readonly Entry[]): PortConfiguration {
  const [{ frontend, port, portId, protocol }] = entries as readonly [Entry, ...Entry[]];
  return {
    key,
    frontend,
    port,
    protocol,
    id: portId,
    listenerFor: createHostTable(
      entries.map(({ hosts, listener }) => ({ patterns: hosts, value: listener })),
    ),
    termsFor: chooseTerms(entries),
  };
}

const protocolOf = ({ properties }: Child<HttpListenerProperties>): 'http' | 'https' =>
  properties.protocol === 'Https' ? 'https' : 'http';

const frontendPort = (document: GatewayDocument, listener: Child<HttpListenerProperties>) =>
  document.find('frontendPorts', listener.properties.frontendPort, document.idOf('httpListeners', listener));
