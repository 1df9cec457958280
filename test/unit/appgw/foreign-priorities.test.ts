import test from 'ava';
import { fillPriorities } from '../../../src/appgw/foreign-priorities.ts';
import { buildName, identityHash } from '../../../src/appgw/names.ts';
import type { Json, RawGateway } from '../../../src/appgw/wire.ts';
import { ingress } from '../../helpers/objects.ts';
import { applied, childrenOf, run, told } from '../../helpers/pipeline.ts';
import { foreign, gateway } from '../../helpers/routing.ts';
import { WORLD } from '../../helpers/world.ts';

const OWN = buildName({
  instance: 'default',
  collection: 'requestRoutingRules',
  readable: 'x',
  hash: identityHash('x'),
});
/** `theirs`, or `theirs 7` with the priority 7. */
const rules = (texts: readonly string[], member = 'requestRoutingRules'): RawGateway => ({
  properties: {
    [member]: texts.map((text): Json => {
      const [name = '', priority] = text.split(' ');
      return { name, properties: { kept: [name], ...(priority && { priority: Number(priority) }) } };
    }),
  },
});

const fills = test.macro({
  exec: (t, before: readonly string[], after: readonly string[]) =>
    t.deepEqual(fillPriorities(rules(before), 'default').raw, rules(after)),
  title: (name) => name!,
});
test('in their order', fills, ['b', 'a', 'c'], ['b 19000', 'a 19001', 'c 19002']);
test('what is taken is left out', fills, ['a 19001', 'b', 'c'], ['a 19001', 'b 19000', 'c 19002']);
test(
  'ours keeps its number, which is not given away',
  fills,
  [`${OWN} 19000`, 'a'],
  [`${OWN} 19000`, 'a 19001'],
);
test('of ours the plan takes care', fills, [OWN, 'a 7'], [OWN, 'a 7']);
test(
  'what has no place below stays as it is',
  fills,
  Array.from({ length: 1002 }, (_, index) => `r${index}`),
  Array.from({ length: 1002 }, (_, index) => (index > 1000 ? `r${index}` : `r${index} ${19_000 + index}`)),
);

test('with nothing to fill in it is the same document, and nothing is said', (t) => {
  const before = rules(['a 7', 'b 8']);
  const { raw, diagnostics } = fillPriorities(before, 'default');
  t.is(raw, before);
  t.deepEqual(diagnostics, []);
});

test('the collection keeps its spelling', (t) => {
  const { raw } = fillPriorities(rules(['a'], 'requestroutingrules'), 'default');
  t.deepEqual(raw, rules(['a 19000'], 'requestroutingrules'));
});

function unprioritized(sites: Parameters<typeof foreign>[0]): RawGateway {
  const raw = gateway(foreign(sites));
  const listed = childrenOf(raw, 'requestRoutingRules').map(({ properties, ...rule }) => {
    const { priority: _none, ...others } = properties;
    return { ...rule, properties: others };
  });
  return { ...raw, properties: { ...raw.properties, requestRoutingRules: listed as unknown as Json } };
}
const prioritiesOf = (raw: RawGateway): readonly unknown[] =>
  childrenOf(raw, 'requestRoutingRules').map(({ properties }) => properties.priority);

test('it is no reason for a PUT, but comes with the next one', (t) => {
  const before = unprioritized([{}, { port: 8080 }]);
  const idle = run([], before);
  t.is(idle.plan.put, null);
  t.true(told(idle.diagnostics).includes('FOREIGN_PRIORITY_FILLED'));

  const objects = [...WORLD, ingress({ rules: { 'a.com': ['/'] } })];
  const changed = run(objects, before);
  t.deepEqual(prioritiesOf(changed.plan.put!), [19_000, 19_001, 1000]);
  const after = run(objects, applied(changed));
  t.is(after.plan.put, null);
  t.false(told(after.diagnostics).includes('FOREIGN_PRIORITY_FILLED'));
});

test('a wildcard of ours goes behind a host that gets its number only now', (t) => {
  const { plan } = run(
    [...WORLD, ingress({ rules: { '*.a.org': ['/'] } })],
    unprioritized([{ hosts: ['x.a.org'] }]),
  );
  t.deepEqual(prioritiesOf(plan.put!), [19_000, 19_001]);
});
