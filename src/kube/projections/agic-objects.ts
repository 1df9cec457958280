/** The kinds of AGIC: small, and all that their definitions let in is read. */
import type { AzureApplicationGatewayRewrite, AzureIngressProhibitedTarget } from '../../cluster/objects.ts';
import { projectMetadata } from './metadata.ts';
import { present } from './wire.ts';

interface Sent<Spec> {
  readonly metadata?: Parameters<typeof projectMetadata>[0];
  readonly spec?: Partial<Spec>;
}

export const projectRewrite = ({
  metadata,
  spec,
}: Sent<AzureApplicationGatewayRewrite['spec']>): AzureApplicationGatewayRewrite => ({
  kind: 'AzureApplicationGatewayRewrite',
  metadata: projectMetadata(metadata),
  spec: { rewriteRules: spec?.rewriteRules ?? [] },
});

export const projectProhibitedTarget = ({
  metadata,
  spec,
}: Sent<AzureIngressProhibitedTarget['spec']>): AzureIngressProhibitedTarget => ({
  kind: 'AzureIngressProhibitedTarget',
  metadata: projectMetadata(metadata),
  spec: present({ hostname: spec?.hostname, paths: spec?.paths }),
});
