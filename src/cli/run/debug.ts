/**
 * What `run` knows and plans, for people on the same machine (`kubectl port-forward` ends there as well): the last plan
 * of each gateway and the objects that it was made of. No private key is in either: of a Secret only its type, the names
 * of its keys and whose certificate it is are shown.
 */
import { X509Certificate } from 'node:crypto';
import type { RawGateway } from '../../appgw/wire.ts';
import type { Secret } from '../../cluster/objects.ts';
import type { Snapshot } from '../../cluster/snapshot.ts';
import type { Computation } from '../../controller/compute.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { render, renderText } from '../../diagnostics/render.ts';
import { renderJson, renderPlan } from '../../plan/render.ts';
import { serveRoutes, type Answer, type Routes } from '../../telemetry/health-server.ts';
import { CliFailure } from '../failure.ts';

export interface Debug {
  /** A plan was made; it replaces the last one of that gateway. */
  readonly planned: (
    gateway: string,
    computation: Computation,
    live: RawGateway,
    diagnostics: readonly Diagnostic[],
  ) => void;
  /** The gateway is not ours to serve any more. */
  readonly forget: (gateway: string) => void;
  readonly routes: Routes;
}

interface Planned {
  readonly at: string;
  readonly computation: Computation;
  readonly live: RawGateway;
  readonly diagnostics: readonly Diagnostic[];
}

export function createDebug(snapshot: () => Snapshot, now: () => number): Debug {
  const plans = new Map<string, Planned>();
  return {
    planned: (gateway, computation, live, diagnostics) => {
      plans.set(gateway, { at: new Date(now()).toISOString(), computation, live, diagnostics });
    },
    forget: (gateway) => void plans.delete(gateway),
    routes: {
      '/debug/plan': () => text([...plans].map(planText).join('\n') || 'no plan was made here yet\n'),
      '/debug/plan.json': () => json(Object.fromEntries([...plans].map(planEntry))),
      '/debug/snapshot': () => json(describeSnapshot(snapshot())),
    },
  };
}

const LOOPBACK = '127.0.0.1';

/** Port 0: off. Resolves with what stops it. */
export async function startDebugServer({ routes }: Debug, port: number): Promise<() => Promise<void>> {
  if (port === 0) return () => Promise.resolve();
  const server = await serveRoutes(routes, LOOPBACK, port).catch((cause: Error) => {
    throw new CliFailure(`--debug-port ${port}: ${cause.message}`, { cause });
  });
  return server.close;
}

const text = (body: string): Answer => ({ status: 200, type: 'text/plain; charset=utf-8', body });
const json = (value: unknown): Answer => ({
  status: 200,
  type: 'application/json',
  body: `${JSON.stringify(value, null, 2)}\n`,
});

function planText([gateway, { at, computation, live, diagnostics }]: readonly [string, Planned]): string {
  const told = diagnostics.map((diagnostic) => `${renderText(diagnostic, { color: false })}\n`);
  return [`${gateway} at ${at}\n`, `${renderPlan(computation.plan, live, { color: false })}\n`, ...told].join(
    '\n',
  );
}

function planEntry([gateway, { at, computation, diagnostics }]: readonly [string, Planned]) {
  const plan = JSON.parse(renderJson(computation.plan, diagnostics.map(render))) as object;
  return [gateway, { at, ...plan }] as const;
}

const describeSnapshot = ({ at, secrets, ...snapshot }: Snapshot) => ({
  at: new Date(at).toISOString(),
  ingresses: snapshot.ingresses,
  ingressClasses: [...snapshot.ingressClasses.values()],
  services: [...snapshot.services.values()],
  endpointSlices: [...snapshot.endpointSlices.values()].flat(),
  secrets: [...secrets.values()].map(describeSecret),
  configMaps: [...snapshot.configMaps.values()],
  pods: [...snapshot.pods.all.values()],
  nodes: [...snapshot.nodes.values()],
  namespaces: [...snapshot.namespaces.values()],
  rewrites: [...snapshot.rewrites.values()],
  prohibitedTargets: [...snapshot.prohibitedTargets.values()],
});

/** Nothing else of its metadata either: kubectl keeps the whole Secret in an annotation. */
const describeSecret = ({ metadata, type = 'Opaque', data = {} }: Secret) => ({
  namespace: metadata.namespace,
  name: metadata.name,
  type,
  keys: Object.keys(data).sort(),
  certificate: describeCertificate(data['tls.crt']),
});

/** Null where there is none that can be read. */
function describeCertificate(base64: string | undefined) {
  try {
    const { subject, validTo } = new X509Certificate(Buffer.from(base64 ?? '', 'base64'));
    return { subject, expires: new Date(validTo).toISOString() };
  } catch {
    return null;
  }
}
