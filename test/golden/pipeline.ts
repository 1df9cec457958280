/** Texts of a case -> everything that the pipeline makes of them: manifests, snapshot, plan. */
import { Readable } from 'node:stream';
import { identityHash, parseName } from '../../src/appgw/names.ts';
import type { Json, RawGateway } from '../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../src/cli/blank-gateway.ts';
import { createSnapshot, type Snapshot } from '../../src/cluster/snapshot.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/config/schema.ts';
import { compute, type Computation } from '../../src/controller/compute.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../src/diagnostics/order.ts';
import { readManifests } from '../../src/manifests/read.ts';
import { serverAnswer } from '../helpers/server-answer.ts';
import { createMaterial, type Material } from './material.ts';
import { expandIds } from './print.ts';

/** No golden may depend on the day on which it runs. */
const AT = Date.parse('2026-01-01T00:00:00Z');
const CONVENTIONAL_CLASS = 'azure-application-gateway';

export interface CaseInput {
  /** `in.yaml`. */
  readonly manifests: string;
  /** `before.yaml`: what was applied to the gateway earlier. */
  readonly before: string | null;
  /** `gateway.json` or `live.json`, ids in short form; null: the blank gateway. */
  readonly gateway: RawGateway | null;
  /** `config.json`, as `--config` takes it. */
  readonly config: unknown;
}

export interface PipelineRun {
  readonly config: Config;
  readonly snapshot: Snapshot;
  readonly live: RawGateway;
  readonly computation: Computation;
  /** Of the reader and of the pipeline. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every certificate that a Secret of this case, or of what was before, holds. */
  readonly certificates: readonly LabelledCertificate[];
}

export interface LabelledCertificate {
  /** As the placeholder in the manifests calls it. */
  readonly label: string;
  /** DER; leaf first. */
  readonly chain: readonly Uint8Array[];
  readonly fingerprint: string;
}

export async function runPipeline({
  manifests,
  before,
  gateway,
  config: file,
}: CaseInput): Promise<PipelineRun> {
  const config = loadConfig({ flags: {}, environment: {}, ...(file !== null && { file }) });
  const material = createMaterial(`${before ?? ''}${manifests}`);
  const start = gateway === null ? BLANK_GATEWAY : expandIds(gateway as unknown as Json, gateway.id!);
  const earlier = before === null ? null : await computeText(before, start as RawGateway, config, material);
  const live = earlier ? applied(earlier) : (start as RawGateway);
  const run = await computeText(manifests, live, config, material);
  return { ...run, certificates: [...(earlier?.certificates ?? []), ...run.certificates] };
}

async function computeText(
  text: string,
  live: RawGateway,
  config: Config,
  material: Material,
): Promise<PipelineRun> {
  const stdin = Readable.from([Buffer.from(material.expand(text))]);
  const read = await readManifests(['-'], { cwd: '/', stdin });
  const snapshot = createSnapshot(
    read.objects.map(({ object }) => object),
    AT,
  );
  const computation = computeOn(snapshot, live, config);
  const diagnostics = sortDiagnostics([...read.diagnostics, ...computation.diagnostics]);
  const certificates = certificatesOf(computation, material);
  return { config, snapshot, live, computation, diagnostics, certificates };
}

export const computeOn = (snapshot: Snapshot, live: RawGateway, config: Config): Computation =>
  compute(snapshot, live, { config, conventionalClass: CONVENTIONAL_CLASS });

/** The gateway after its PUT, as the service would return it. */
export const applied = ({ computation: { plan }, certificates }: PipelineRun): RawGateway => {
  const leaves = new Map(
    certificates.map(({ fingerprint, chain }) => [identityHash(fingerprint), chain[0]!]),
  );
  const leafOf = (name: string): Uint8Array => leaves.get(parseName(name)?.hash ?? '') ?? new Uint8Array();
  return serverAnswer(plan.document, { leafOf });
};

function certificatesOf({ routing }: Computation, material: Material): readonly LabelledCertificate[] {
  return routing.sites.flatMap(({ certificate }) => {
    if (certificate?.state !== 'usable') return [];
    const { chain, fingerprint } = certificate.material;
    return [{ label: material.labelOf(chain[0]!), chain, fingerprint }];
  });
}
