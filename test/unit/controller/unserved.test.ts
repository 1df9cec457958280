import test from 'ava';
import type { IngressClass } from '../../../src/cluster/objects.ts';
import { createSnapshot } from '../../../src/cluster/snapshot.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { GatewayObject } from '../../../src/controller/ports.ts';
import { unservedIngresses } from '../../../src/controller/unserved.ts';
import { render } from '../../../src/diagnostics/render.ts';
import { CONTROLLER, ingress, ingressClass } from '../../helpers/objects.ts';

const ID =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/applicationGateways/one';
const edge: IngressClass = {
  ...ingressClass({ name: 'edge' }),
  spec: {
    controller: CONTROLLER,
    parameters: { apiGroup: 'appgw-ingress.dev', kind: 'ApplicationGateway', name: 'edge' },
  },
};
const objectOf = (good: boolean, unnamedClasses = false): GatewayObject => ({
  name: 'edge',
  uid: 'u',
  generation: 1,
  good: good ? { generation: 1, spec: { resourceId: ID, frontend: 'auto', unnamedClasses } } : null,
  problem: good ? null : { field: 'spec', reason: 'wrong' },
});

const tells = test.macro({
  exec: (t, objects: readonly GatewayObject[], flag: boolean, expected: readonly string[]) => {
    const ingresses = [
      ingress({ name: 'named', className: 'edge' }),
      ingress({ name: 'bare', className: 'bare' }),
      ingress({ name: 'other', className: 'other' }),
      ingress({
        name: 'legacy',
        className: null,
        annotations: { 'kubernetes.io/ingress.class': CONTROLLER },
      }),
    ];
    const snapshot = createSnapshot([...ingresses, edge, ingressClass({ name: 'bare' })], 0);
    const config = loadConfig({ flags: flag ? { gatewayId: ID } : {}, environment: {} });
    const told = unservedIngresses(snapshot, config, objects);
    t.true(told.every(({ code }) => code === 'CLASS_WITHOUT_GATEWAY'));
    t.deepEqual(told.map(({ object }) => object!.name).sort(), expected);
  },
  title: (name) => name!,
});
test('nothing there', tells, [], false, ['bare', 'legacy', 'named']);
test('an object', tells, [objectOf(true)], false, ['bare', 'legacy']);
test('an object for the others too', tells, [objectOf(true, true)], false, []);
test('an object that is not accepted', tells, [objectOf(false)], false, ['bare', 'legacy', 'named']);
test('a flag', tells, [], true, ['named']);

test('of two objects on one gateway the loser’s Ingresses are told whose it is', (t) => {
  const older: GatewayObject = {
    ...objectOf(true),
    name: 'old',
    uid: 'o',
    creationTimestamp: '2026-01-01T00:00:00Z',
  };
  const snapshot = createSnapshot([ingress({ name: 'web', className: 'edge' }), edge], 0);
  const config = loadConfig({ flags: {}, environment: {} });
  const [told] = unservedIngresses(snapshot, config, [objectOf(true), older]);
  t.regex(render(told!).message, /edge, which is not used: .* the older ApplicationGateway old\.$/);
});
