/**
 * The data plane of the emulated gateway: real HTTP and TLS on loopback, served from a stored document and nothing
 * else.
 *
 * In: gateway documents, one after another, and where a frontend port and a backend are found on this machine.
 * Out: sockets that answer as the gateway would, and the health of its pools. A document takes effect as a whole:
 * compiled, probed and bound first, then swapped in at once; one that fails changes nothing.
 * It must not know Kubernetes, the translator, or the ARM protocol.
 *
 *   document -> fetch error pages -> compile -> watch members -> open sockets -> swap
 *   swap     -> drain removed members, close sockets, stop probes, cut WebSockets
 *   request  -> serve.ts
 */
import type { RawGateway } from '../../appgw/wire.ts';
import { systemClock } from '../../clock/clock.ts';
import type { DataPlane, DataPlaneOptions } from '../contracts.ts';
import { oneAtATime } from '../serial.ts';
import { createDraining } from './backends/draining.ts';
import { createMonitors } from './backends/monitors.ts';
import { createCertificateLoader } from './compile/certificates.ts';
import { compile } from './compile/compile.ts';
import type { Configuration } from './compile/configuration.ts';
import { openDocument } from './compile/document.ts';
import { createFirewalls } from './compile/firewalls.ts';
import { errorPageUrls } from './compile/error-pages.ts';
import { createErrorPageLoader } from './error-page-loader.ts';
import { createFrontendSockets } from './front/frontend-sockets.ts';
import { createGeneration } from './generation.ts';
import { describeHealth } from './health.ts';
import { probeOnDemand } from './on-demand.ts';
import { serve, serveUpgrade } from './request/serve.ts';

const NOTHING: Configuration = { ports: new Map(), targets: [], errorPages: new Map() };

export function createDataPlane({
  bind,
  resolve,
  clock = systemClock,
  onWarning = () => {},
  wellKnownRoots = [],
  firewallPolicy = () => null,
}: DataPlaneOptions): DataPlane {
  const loadCertificates = createCertificateLoader();
  const firewallOf = createFirewalls(firewallPolicy, onWarning);
  const monitors = createMonitors({ resolve, clock });
  const draining = createDraining(monitors, clock);
  const loadErrorPages = createErrorPageLoader(clock, onWarning);
  let current = createGeneration(NOTHING, monitors, draining, resolve);
  let served = openDocument({ properties: {} });
  const closing = new AbortController();
  const sockets = createFrontendSockets(bind, (portKey) => ({
    port: () => current.configuration.ports.get(portKey),
    errorPages: () => current.configuration.errorPages,
    onRequest: (request, response) => serve(current, portKey, request, response),
    onUpgrade: (request, socket, head) => serveUpgrade(current, portKey, request, socket, head),
  }));

  function swap(configuration: Configuration): void {
    const previous = current;
    draining.change(previous.configuration, configuration);
    current = createGeneration(configuration, monitors, draining, resolve);
    sockets.settle(configuration.ports);
    monitors.retain(configuration.targets);
    previous.retire();
  }

  async function apply(gateway: RawGateway): Promise<void> {
    const document = openDocument(gateway);
    const errorPages = await loadErrorPages(errorPageUrls(document));
    const configuration = compile(
      document,
      loadCertificates(document),
      onWarning,
      wellKnownRoots,
      errorPages,
      firewallOf,
    );
    await monitors.watch(configuration.targets);
    try {
      await sockets.open(configuration.ports);
    } catch (error) {
      monitors.retain(current.configuration.targets);
      throw error;
    }
    swap(configuration);
    served = document;
    if (closing.signal.aborted) await close();
  }

  async function close(): Promise<void> {
    closing.abort();
    await sockets.close();
    swap(NOTHING);
    draining.close();
  }

  return {
    apply: oneAtATime(apply),
    listening: () => sockets.listening(current.configuration.ports),
    health: () => describeHealth(current.configuration.targets, monitors, draining),
    healthOnDemand: (request) =>
      probeOnDemand(served, request, { resolve, clock, wellKnownRoots }, closing.signal),
    close,
  };
}
