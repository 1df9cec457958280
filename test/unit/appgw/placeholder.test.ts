import test from 'ava';
import { PLACEHOLDER_HASH, placeholderParts } from '../../../src/appgw/placeholder.ts';
import { buildName } from '../../../src/appgw/names.ts';
import type { RawGateway } from '../../../src/appgw/wire.ts';
import { gateway, live } from '../../helpers/routing.ts';

const parts = (raw: RawGateway = gateway()) => placeholderParts(live(raw));
const collections = (raw?: RawGateway): readonly string[] => parts(raw).map(({ collection }) => collection);
const propertiesOf = (collection: string, raw?: RawGateway) =>
  parts(raw).find((part) => part.collection === collection)!.properties;

test('everything that a rule needs', (t) =>
  t.deepEqual(collections(), [
    'frontendPorts',
    'backendAddressPools',
    'backendHttpSettingsCollection',
    'httpListeners',
    'requestRoutingRules',
  ]));

test('a multi-site listener whose host cannot exist', (t) =>
  t.like(propertiesOf('httpListeners'), { hostName: 'default.placeholder.invalid' }));

test('a foreign port 80 is used', (t) => {
  const raw = gateway({ frontendPorts: [{ name: 'p', properties: { port: 80 } }] });
  t.false(collections(raw).includes('frontendPorts'));
  t.like(propertiesOf('httpListeners', raw), { frontendPort: { id: `${raw.id!}/frontendPorts/p` } });
});

test('the private frontend where there is no other, and nothing where there is none', (t) => {
  const only = gateway({ frontendIPConfigurations: [{ name: 'p', properties: {} }] });
  t.like(propertiesOf('httpListeners', only), {
    frontendIPConfiguration: { id: `${only.id!}/frontendIPConfigurations/p` },
  });
  t.deepEqual(parts(gateway({ frontendIPConfigurations: [] })), []);
});

test('a live number is kept', (t) => {
  const name = buildName({
    instance: 'default',
    collection: 'requestRoutingRules',
    readable: 'placeholder',
    hash: PLACEHOLDER_HASH,
  });
  const raw = gateway({
    requestRoutingRules: [{ name, properties: { ruleType: 'Basic', priority: 18500 } }],
  });
  t.like(propertiesOf('requestRoutingRules', raw), { priority: 18500 });
  t.like(propertiesOf('requestRoutingRules'), { priority: 18000 });
});
