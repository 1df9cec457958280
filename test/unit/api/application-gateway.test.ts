import test from 'ava';
import {
  APPLICATION_GATEWAY,
  type ApplicationGatewayInput,
  type GatewayStatus,
} from '../../../src/api/application-gateway.ts';

const resourceId =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/applicationGateways/edge';

const accepts = test.macro({
  exec: (t, spec: object) => {
    const parsed = APPLICATION_GATEWAY.safeParse({ spec: { resourceId, ...spec } });
    t.true(parsed.success, parsed.error?.message);
  },
  title: (name) => `accepts ${name}`,
});
const refuses = test.macro({
  exec: (t, spec: object, path: readonly PropertyKey[]) => {
    const { error } = APPLICATION_GATEWAY.safeParse({ spec: { resourceId, ...spec } });
    t.deepEqual(
      error?.issues.map((issue) => issue.path),
      [['spec', ...path]],
    );
  },
  title: (name) => `refuses ${name}`,
});

test('an id alone', accepts, {});
test('everything', accepts, {
  frontend: 'private',
  defaults: { sslRedirect: false },
  replaceForeign: ['portal-rule'],
  defaultBackend: { namespace: 'shop', name: 'fallback' },
  address: { override: 'edge.example.com' },
});
test('members of a newer version', accepts, { newer: true });
test('no id', refuses, { resourceId: undefined }, ['resourceId']);
test('another resource', refuses, { resourceId: `${resourceId}/probes/p` }, ['resourceId']);
test('an unknown frontend', refuses, { frontend: 'both' }, ['frontend']);
test('a Service without namespace', refuses, { defaultBackend: { name: 'x' } }, [
  'defaultBackend',
  'namespace',
]);
test('an empty rule name', refuses, { replaceForeign: [''] }, ['replaceForeign', 0]);
test('an address of two kinds', refuses, { address: { type: 'ip', override: '10.0.0.1' } }, ['address']);

test('the frontend is chosen by itself where nothing is said', (t) => {
  t.like(APPLICATION_GATEWAY.parse({ spec: { resourceId } }).spec, { resourceId, frontend: 'auto' });
});

test('a status as the controller writes it', (t) => {
  const at = '2026-11-21T02:00:00Z';
  const status: GatewayStatus = {
    observedGeneration: 2,
    conditions: [
      { type: 'Accepted', status: 'True', reason: 'Accepted', message: '', lastTransitionTime: at },
      { type: 'Degraded', status: 'Unknown', reason: 'Healthy', message: 'x', lastTransitionTime: at },
    ],
    address: '20.0.0.1',
    ingresses: { served: 3, heldBack: 0 },
    lastOperation: { startedAt: at, finishedAt: at, state: 'Succeeded' },
    limits: [{ name: 'httpListeners', used: 4, limit: 200 }],
    heldBack: [{ owner: 'Ingress/shop/web', desiredHash: 'ab', code: 'ARM_REFUSED', retryAt: at }],
  };
  const object: ApplicationGatewayInput = { spec: { resourceId }, status };
  t.deepEqual(APPLICATION_GATEWAY.parse(object).status, status);
  const negative = { ...object, status: { ingresses: { served: -1, heldBack: 0 } } };
  t.false(APPLICATION_GATEWAY.safeParse(negative).success);
});
