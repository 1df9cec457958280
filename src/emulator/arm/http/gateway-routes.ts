/** One gateway: reading it, and the requests that start an operation on it. */
import type { JsonObject, RawGateway } from '../../../appgw/wire.ts';
import { withoutSecrets } from '../certificates/install.ts';
import type { Answer } from '../faults/fault.ts';
import type { Change } from '../gateways/lifecycle.ts';
import { isObject } from '../model/json.ts';
import type { Operation } from '../operations.ts';
import { CONFIRMED } from '../validate/codes.ts';
import { onDemandProbe } from './on-demand-probe.ts';
import { operationUrls } from './operation-url.ts';
import type { OperationUrls } from './operation-url.ts';
import { PATHS, gatewayIdOf, notFound } from './paths.ts';
import { ArmRefusal } from './refusal.ts';
import type { Route, RouteDeps } from './route.ts';
import type { Call } from './serve.ts';

export function gatewayRoutes(deps: RouteDeps): readonly Route[] {
  const { store, operations, lifecycle } = deps;
  /** A PUT of what is not there makes it, whatever the condition. */
  const requireMatch = (call: Call): void => {
    const gateway = store.get(gatewayIdOf(call));
    if (deps.ifMatch === 'ignored' || call.ifMatch === null || !gateway) return;
    if (call.ifMatch === '*' || call.ifMatch === gateway.etag) return;
    throw new ArmRefusal(412, {
      code: CONFIRMED.preconditionFailed,
      message: `Precondition failed: the etag of ${gateway.id} is ${gateway.etag}, not ${call.ifMatch}.`,
    });
  };
  const urls = (call: Call, gateway: RawGateway, { id }: Operation): OperationUrls =>
    operationUrls({
      baseUrl: call.baseUrl,
      subscription: call.params['subscription'] ?? '',
      location: gateway.location ?? '',
      id,
      now: deps.clock.now(),
    });
  const updated = (call: Call, { document, created, operation }: Change): Answer => ({
    status: created ? 201 : 200,
    headers: {
      'azure-asyncnotification': 'Enabled',
      'azure-asyncoperation': urls(call, document, operation).status,
    },
    body: withoutSecrets(document),
  });
  const accepted = (call: Call, { document, operation }: Change): Answer => {
    const { status, result } = urls(call, document, operation);
    return { status: 202, headers: { 'azure-asyncoperation': status, location: result } };
  };
  /** An operation that changes nothing: it neither cancels nor is cancelled. */
  const examined = (call: Call, gateway: RawGateway, read: () => Promise<unknown>): Answer => {
    const operation = operations.start({
      kind: 'BackendHealth',
      changes: null,
      latencyMs: call.effects.latencyMs ?? deps.latencyMs('BackendHealth'),
      ...(call.effects.failure ? { failure: call.effects.failure } : {}),
      work: async () => ({ status: 200, body: await read() }),
    });
    return { status: 202, headers: { location: urls(call, gateway, operation).result } };
  };
  const existing = (call: Call): RawGateway => {
    const gateway = store.get(gatewayIdOf(call));
    if (!gateway) throw notFound('applicationGateways', call);
    return gateway;
  };

  return [
    {
      kind: 'get',
      method: 'GET',
      path: PATHS.gateway,
      handler(call) {
        const gateway = existing(call);
        return { status: 200, headers: { etag: gateway.etag ?? '' }, body: withoutSecrets(gateway) };
      },
    },
    {
      kind: 'put',
      method: 'PUT',
      path: PATHS.gateway,
      handler(call) {
        requireMatch(call);
        return updated(call, lifecycle.put(gatewayIdOf(call), call.body, call.effects));
      },
    },
    {
      kind: 'patch',
      method: 'PATCH',
      path: PATHS.gateway,
      handler(call) {
        requireMatch(call);
        return updated(call, lifecycle.tag(existing(call), tagsOf(call), call.effects));
      },
    },
    {
      kind: 'delete',
      method: 'DELETE',
      path: PATHS.gateway,
      handler(call) {
        requireMatch(call);
        const gateway = store.get(gatewayIdOf(call));
        return gateway ? accepted(call, lifecycle.remove(gateway, call.effects)) : { status: 204 };
      },
    },
    {
      kind: 'start',
      method: 'POST',
      path: `${PATHS.gateway}/start`,
      handler: (call) => accepted(call, lifecycle.start(existing(call), call.effects)),
    },
    {
      kind: 'stop',
      method: 'POST',
      path: `${PATHS.gateway}/stop`,
      handler: (call) => accepted(call, lifecycle.stop(existing(call), call.effects)),
    },
    {
      kind: 'backendHealth',
      method: 'POST',
      path: `${PATHS.gateway}/backendhealth`,
      handler: (call) => examined(call, existing(call), async () => deps.events.health()),
    },
    {
      kind: 'backendHealth',
      method: 'POST',
      path: `${PATHS.gateway}/getBackendHealthOnDemand`,
      handler(call) {
        const gateway = existing(call);
        const probe = onDemandProbe(gateway, call.body);
        return examined(call, gateway, () => deps.events.healthOnDemand(probe));
      },
    },
  ];
}

function tagsOf({ body }: Call): JsonObject {
  const tags = isObject(body) ? body['tags'] : undefined;
  if (isObject(tags) && Object.values(tags).every((value) => typeof value === 'string')) return tags;
  throw new ArmRefusal(400, {
    code: 'InvalidRequestContent',
    message: 'The request content was invalid and could not be deserialized: tags are expected.',
  });
}
