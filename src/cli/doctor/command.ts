/**
 * `doctor`: whether everything is there that `run` needs, each line pass or the missing thing by name. It writes
 * nothing, neither to the cluster nor to Azure.
 *
 *   API server ─► cluster facts ─┐
 *   ARM ─► facts of each gateway ┴► checks (pure) ─► table or JSON, exit code
 *
 * In: the settings of `run`. Out: 0 where nothing fails, else 1. A check asks nothing itself: what it looks at was read
 * before, or the reason why it could not be read.
 */
import type { Config } from '../../config/schema.ts';
import { connectKeyVaults, connectReader, identifyOurselves } from '../azure-connection.ts';
import { EXIT } from '../failure.ts';
import type { Io } from '../io.ts';
import { connectCluster } from '../run/connect.ts';
import { readGatewayFacts } from './azure-facts.ts';
import { readCluster, type ClusterFacts } from './cluster-facts.ts';
import { examineCluster, examineGateway, examineIdentity } from './examine.ts';
import { asJson, asText, isWell, type Section } from './print.ts';

export interface DoctorOptions {
  readonly output: 'text' | 'json';
}

export async function doctor({ output }: DoctorOptions, config: Config, io: Io): Promise<number> {
  const sections = await examine(config, io);
  io.stdout.write(output === 'json' ? asJson(sections) : asText(sections, io.stdout.color));
  return isWell(sections) ? EXIT.ok : EXIT.noAnswer;
}

async function examine(config: Config, io: Io): Promise<readonly Section[]> {
  const client = connectCluster(config.kubeconfig, io);
  const cluster = await readCluster(client, config, io.clock.now()).finally(() => client.close());
  const gatewayIds = gatewaysOf(config, cluster);
  const identification = await identifyOurselves(config, io);
  const gateways: Section[] = [];
  // Without a token each question would fail for the same reason.
  for (const id of identification.identified === null ? [] : gatewayIds) {
    const reader = await connectReader(id, config, io);
    const facts = await readGatewayFacts(id, reader, identification, connectKeyVaults(config, io));
    gateways.push({ subject: id, checks: examineGateway(facts, cluster, config.instance) });
  }
  return [
    { subject: 'cluster', checks: examineCluster(cluster, config) },
    { subject: 'azure', checks: examineIdentity(identification, gatewayIds) },
    ...gateways,
  ];
}

/** The one of the settings, and those of the objects; each once. */
function gatewaysOf({ gatewayId }: Config, { gateways }: ClusterFacts): readonly string[] {
  const named = gateways.ok ? (gateways.value ?? []).map(({ spec }) => spec.resourceId) : [];
  const byId = new Map(
    [...(gatewayId === undefined ? [] : [gatewayId]), ...named].map((id) => [id.toLowerCase(), id]),
  );
  return [...byId.values()];
}
