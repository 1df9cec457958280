/** Reading without an operation: lists of gateways, and the public addresses of their frontends. */
import type { RawGateway } from '../../../appgw/wire.ts';
import { withoutSecrets } from '../certificates/install.ts';
import type { Answer } from '../faults/fault.ts';
import { publicIPAddress } from '../gateways/public-ip.ts';
import type { AddressOf } from '../gateways/public-ip.ts';
import type { Store } from '../gateways/store.ts';
import { PATHS, notFound, resourceIdOf } from './paths.ts';
import type { Route } from './route.ts';

export function listRoutes(store: Store, addressOf: AddressOf): readonly Route[] {
  const list = (prefix: string): Answer => ({
    status: 200,
    body: { value: store.list().filter(under(prefix)).map(withoutSecrets) },
  });
  return [
    {
      kind: 'list',
      method: 'GET',
      path: PATHS.gatewaysOfSubscription,
      handler: ({ params }) => list(`/subscriptions/${params['subscription']}/`),
    },
    {
      kind: 'list',
      method: 'GET',
      path: PATHS.gatewaysOfGroup,
      handler: ({ params }) =>
        list(`/subscriptions/${params['subscription']}/resourceGroups/${params['group']}/`),
    },
    {
      kind: 'publicIPAddress',
      method: 'GET',
      path: PATHS.publicIPAddress,
      handler(call) {
        const body = publicIPAddress(store.list(), resourceIdOf(call, 'publicIPAddresses'), addressOf);
        if (!body) throw notFound('publicIPAddresses', call);
        return { status: 200, body };
      },
    },
  ];
}

const under =
  (prefix: string) =>
  ({ id = '' }: RawGateway): boolean =>
    id.toLowerCase().startsWith(prefix.toLowerCase());
