/** Every request that is answered, as one table. */
import { firewallRoutes } from './firewall-routes.ts';
import { gatewayRoutes } from './gateway-routes.ts';
import { listRoutes } from './list-routes.ts';
import { operationRoutes } from './operation-routes.ts';
import type { Route, RouteDeps } from './route.ts';

export const routes = (deps: RouteDeps): readonly Route[] => [
  ...listRoutes(deps.store, deps.addressOf),
  ...gatewayRoutes(deps),
  ...firewallRoutes(deps),
  ...operationRoutes(deps.operations),
];
