import type { V1Node } from '@kubernetes/client-node';
import type { Condition, Node } from '../../cluster/objects.ts';
import { projectMetadata } from './metadata.ts';
import { present, type Wire } from './wire.ts';

/** A heartbeat changes times, images and pressures: none of them is kept. */
export const projectNode = ({ metadata, spec, status }: Wire<V1Node>): Node => ({
  kind: 'Node',
  metadata: projectMetadata(metadata, present({ labels: metadata?.labels })),
  spec: present({ podCIDR: spec?.podCIDR, unschedulable: spec?.unschedulable }),
  status: {
    addresses: (status?.addresses ?? [])
      .filter(({ type }) => type === 'InternalIP')
      .map(({ type, address }) => ({ type, address })),
    conditions: (status?.conditions ?? [])
      .filter(({ type }) => type === 'Ready')
      .map(({ type, status }) => ({ type, status: status as Condition['status'] })),
  },
});
