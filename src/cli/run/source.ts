/** The cluster's objects for `run`. */
import type { Clock } from '../../clock/clock.ts';
import type { Config } from '../../config/schema.ts';
import { diagnose } from '../../diagnostics/diagnostic.ts';
import { references } from '../../frontends/ingress/secrets.ts';
import type { FrontendOptions } from '../../frontends/options.ts';
import type { KubeClient } from '../../kube/client.ts';
import { createClusterSource, type ClusterSource } from '../../kube/cluster-source.ts';
import type { Logger } from '../../telemetry/log.ts';
import type { Metrics } from '../../telemetry/metrics.ts';

export interface SourceOptions {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly config: Config;
  readonly log: Logger;
  readonly metrics: Metrics;
}

export function createSource({ client, clock, config, log, metrics }: SourceOptions): ClusterSource {
  const { controllerName, sslRedirect, namespaces } = config;
  const options: FrontendOptions = {
    controllerName,
    frontend: 'auto',
    sslRedirect,
    defaults: {},
    policy: {},
    gatewayWide: {},
    conventionalClass: null,
    defaultBackend: { namespace: null, name: config.defaultBackend },
  };
  return createClusterSource({
    client,
    clock,
    namespaces: namespaces.length === 0 ? null : namespaces,
    references: (snapshot) => references(snapshot, options),
    diagnoseUnreadable: ({ kind, namespace, name, error }) =>
      diagnose('SECRETS_UNREADABLE', null, { kind, namespace, name, reason: error.message }),
    onError: (error, { kind, namespace }) => {
      metrics.watchRestarts.inc({ kind });
      log.warn({ kind, namespace, error: error.message }, 'watch broken, and started anew');
    },
  });
}
