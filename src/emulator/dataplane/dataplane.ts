/**
 * The data plane of the emulated gateway: real HTTP and TLS on loopback, served from a stored document and nothing
 * else.
 *
 * In: gateway documents, one after another, and where a frontend port and a backend are found on this machine.
 * Out: sockets that answer as the gateway would, and the health of its pools. A document takes effect as a whole:
 * compiled, probed and bound first, then swapped in at once; one that fails changes nothing.
 * It must not know Kubernetes, the translator, or the ARM protocol.
 *
 *   document -> compile -> watch members -> open sockets -> swap -> settle (close, stop probes, cut WebSockets)
 *   request  -> serve.ts
 */
import type { RawGateway } from '../../appgw/wire.ts';
import { systemClock } from '../../clock/clock.ts';
import type { DataPlane, DataPlaneOptions } from '../contracts.ts';
import { oneAtATime } from '../serial.ts';
import { createMonitors } from './backends/monitors.ts';
import { createCertificateLoader } from './compile/certificates.ts';
import { compile } from './compile/compile.ts';
import type { Configuration } from './compile/configuration.ts';
import { openDocument } from './compile/document.ts';
import { createFrontendSockets } from './front/frontend-sockets.ts';
import { createGeneration } from './generation.ts';
import { describeHealth } from './health.ts';
import { serve, serveUpgrade } from './request/serve.ts';

const NOTHING: Configuration = { ports: new Map(), targets: [] };

export function createDataPlane({
  bind,
  resolve,
  clock = systemClock,
  onWarning = () => {},
}: DataPlaneOptions): DataPlane {
  const loadCertificates = createCertificateLoader();
  const monitors = createMonitors({ resolve, clock });
  let current = createGeneration(NOTHING, monitors, resolve);
  let closed = false;
  const sockets = createFrontendSockets(bind, (portKey) => ({
    port: () => current.configuration.ports.get(portKey),
    onRequest: (request, response) => serve(current, portKey, request, response),
    onUpgrade: (request, socket, head) => serveUpgrade(current, portKey, request, socket, head),
  }));

  function swap(configuration: Configuration): void {
    const previous = current;
    current = createGeneration(configuration, monitors, resolve);
    sockets.settle(configuration.ports);
    monitors.retain(configuration.targets);
    previous.retire();
  }

  async function apply(gateway: RawGateway): Promise<void> {
    const document = openDocument(gateway);
    const configuration = compile(document, loadCertificates(document), onWarning);
    await monitors.watch(configuration.targets);
    try {
      await sockets.open(configuration.ports);
    } catch (error) {
      monitors.retain(current.configuration.targets);
      throw error;
    }
    swap(configuration);
    if (closed) await close();
  }

  async function close(): Promise<void> {
    closed = true;
    await sockets.close();
    swap(NOTHING);
  }

  return {
    apply: oneAtATime(apply),
    listening: () => sockets.listening(current.configuration.ports),
    health: () => describeHealth(current.configuration.targets, monitors),
    close,
  };
}
