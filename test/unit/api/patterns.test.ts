import test from 'ava';
import type { z } from 'zod';
import { parseGatewayId } from '../../../src/azure/resource-id.ts';
import { INSTANCE_PATTERN } from '../../../src/config/instance.ts';
import {
  address,
  dnsLabel,
  dnsName,
  dnsNameOrEmpty,
  gatewayId,
  gatewayIdOrEmpty,
  instanceOrEmpty,
  serviceOrEmpty,
} from '../../../src/api/patterns.ts';

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-00000000000a';
const NETWORK = 'providers/Microsoft.Network/applicationGateways';

const parses = (text: string): boolean => {
  try {
    parseGatewayId(text);
    return true;
  } catch {
    return false;
  }
};

/** The pattern and the parser that the client uses must not disagree. */
const id = test.macro({
  exec: (t, text: string, expected: boolean) => {
    t.is(gatewayId().safeParse(text).success, expected);
    t.is(parses(text), expected);
  },
  title: (_, text: string, expected) => `${expected ? 'an id' : 'no id'}: ${text.slice(SUBSCRIPTION.length)}`,
});
test(id, `${SUBSCRIPTION}/resourceGroups/g/${NETWORK}/edge`, true);
test(id, `${SUBSCRIPTION}/resourcegroups/G_1.(x)-y/${NETWORK.toLowerCase()}/Edge-1.a_`, true);
test(id, `${SUBSCRIPTION}/resourceGroups/ingrés/${NETWORK}/edge`, true);
test(id, `${SUBSCRIPTION}/resourceGroups/g/${NETWORK}/${'x'.repeat(80)}`, true);
test(id, `${SUBSCRIPTION}/resourceGroups/g/${NETWORK}/${'x'.repeat(81)}`, false);
test(id, `${SUBSCRIPTION}/resourceGroups/g./${NETWORK}/edge`, false);
test(id, `${SUBSCRIPTION}/resourceGroups/${'g'.repeat(91)}/${NETWORK}/edge`, false);
test(id, `${SUBSCRIPTION}/resourceGroups/g/${NETWORK}/edge-`, false);
test(id, `${SUBSCRIPTION}/resourceGroups/g/${NETWORK}/edge/httpListeners/l`, false);
test(id, `${SUBSCRIPTION}/resourceGroups/g/providers/Microsoft.Network/loadBalancers/edge`, false);
test(
  id,
  `/subscriptions/not-the-id-of-a-subscription-but-of-its-length/resourceGroups/g/${NETWORK}/edge`,
  false,
);
test(id, `${SUBSCRIPTION.slice(1)}/resourceGroups/g/${NETWORK}/without-slash`, false);
test(id, '', false);

const takes = test.macro({
  exec: (t, schema: z.ZodType, good: readonly string[], bad: readonly string[]) => {
    for (const text of good) t.true(schema.safeParse(text).success, text);
    for (const text of bad) t.false(schema.safeParse(text).success, text);
  },
  title: (name) => name!,
});
test('labels', takes, dnsLabel(), ['a', 'a-1'], ['', '-a', 'a-', 'A', 'a.b', 'x'.repeat(64)]);
test('names', takes, dnsName(), ['a', 'a.b-c'], ['', 'a..b', 'a.', '*.a']);
test(
  'addresses',
  takes,
  address(),
  ['10.0.0.1', 'fd00::1', '::1', 'edge.example.com'],
  ['', 'a b', 'http://a', '*.a'],
);
test('services', takes, serviceOrEmpty(), ['', 'shop/web'], ['web', '/web', 'shop/', 'a/b/c']);
test('empty is "not given"', takes, dnsNameOrEmpty(), ['', 'a'], [' ', '-']);
test('empty id', takes, gatewayIdOrEmpty(), [''], ['/']);

test('the instance of the chart is the instance of the configuration', (t) => {
  for (const text of ['k', 'k-1', 'x'.repeat(16), 'x'.repeat(17), '-k', 'k-', 'K', 'k.1'])
    t.is(instanceOrEmpty().safeParse(text).success, INSTANCE_PATTERN.test(text), text);
});
