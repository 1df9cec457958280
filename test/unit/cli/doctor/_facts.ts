/** Facts as the checks get them, in one line each. */
import type { RawGateway } from '../../../../src/appgw/wire.ts';
import { BLANK_GATEWAY } from '../../../../src/cli/blank-gateway.ts';
import type { GatewayFacts } from '../../../../src/cli/doctor/azure-facts.ts';
import type { Read } from '../../../../src/cli/doctor/check.ts';
import type { ClusterFacts } from '../../../../src/cli/doctor/cluster-facts.ts';
import { ArmError, type ArmErrorFields } from '../../../../src/controller/arm-error.ts';
import { KubeError } from '../../../../src/kube/kube-error.ts';

export const known = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const armFailure = (
  statusCode: number,
  fields: Partial<ArmErrorFields> = {},
): Read<never, ArmError> => ({
  ok: false,
  error: new ArmError({ code: 'Code', kind: 'forbidden', message: 'said ARM', statusCode, ...fields }),
});

export const kubeFailure = (status: number | null): Read<never, KubeError> => ({
  ok: false,
  error: new KubeError({ status, reason: 'Reason', message: 'said the API server' }),
});

export const ID = BLANK_GATEWAY.id!;
export const SUBNET_ID = ID.replace('applicationGateways/dev', 'virtualNetworks/dev/subnets/gateway');

export const live = (properties: object, members: Partial<RawGateway> = {}): RawGateway => ({
  ...BLANK_GATEWAY,
  ...members,
  properties: { ...BLANK_GATEWAY.properties, ...(properties as RawGateway['properties']) },
});

export const gatewayFacts = (fields: Partial<GatewayFacts> = {}): GatewayFacts => ({
  id: ID,
  principalId: 'principal',
  gateway: known(live({ operationalState: 'Running', provisioningState: 'Succeeded' })),
  subnet: {
    id: SUBNET_ID,
    answer: known({ prefixes: ['10.0.0.0/24'], delegations: [], routeTableId: null }),
  },
  publicIps: [],
  granted: new Map(),
  health: null,
  readableCertificates: new Set(),
  ...fields,
});

export const clusterFacts = (fields: Partial<ClusterFacts> = {}): ClusterFacts => ({
  version: known({ gitVersion: 'v1.33.0' }),
  refused: known([]),
  lease: known({}),
  classes: known([]),
  gateways: known([]),
  nodes: known([]),
  overlay: known(false),
  extension: known(null),
  ...fields,
});
