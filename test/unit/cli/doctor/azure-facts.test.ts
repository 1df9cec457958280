import test from 'ava';
import type { ArmReader } from '../../../../src/azure/arm-reader.ts';
import { readGatewayFacts } from '../../../../src/cli/doctor/azure-facts.ts';
import { ArmError } from '../../../../src/controller/arm-error.ts';
import { ID, live, SUBNET_ID } from './_facts.ts';

const identification = { identified: { credential: 'x', principalId: 'p' }, refused: [] };
const gateway = live(
  {
    operationalState: 'Running',
    firewallPolicy: { id: '/policies/one' },
    httpListeners: [{ name: 'l', properties: { firewallPolicy: { id: '/policies/two' } } }],
    urlPathMaps: [
      {
        name: 'm',
        properties: {
          pathRules: [{ name: 'r', properties: { firewallPolicy: { id: '/policies/one' } } }],
        },
      },
    ],
  },
  { identity: { userAssignedIdentities: { '/identities/a': {} } } },
);

/** Answers what is in the table; all else is forbidden. */
function readerOf(answers: Readonly<Record<string, unknown>>): { reader: ArmReader; asked: string[] } {
  const asked: string[] = [];
  const answer = async (id: string): Promise<unknown> => {
    asked.push(id);
    if (id in answers) return answers[id];
    throw new ArmError({ code: 'AuthorizationFailed', kind: 'forbidden', message: 'no', statusCode: 403 });
  };
  return { reader: { read: answer, backendHealth: (id) => answer(`${id}/health`) }, asked };
}

test('everything around the gateway is asked for once, and refusals are answers', async (t) => {
  const subnet = { properties: { addressPrefix: '10.0.0.0/24' } };
  const { reader, asked } = readerOf({ [ID]: gateway, [SUBNET_ID]: subnet });
  const facts = await readGatewayFacts(ID, reader, identification);
  t.deepEqual(facts.subnet?.answer, {
    ok: true,
    value: { prefixes: ['10.0.0.0/24'], delegations: [], routeTableId: null },
  });
  t.deepEqual(
    facts.publicIps.map(({ answer }) => answer.ok),
    [false],
  );
  t.is(facts.health?.ok, false);
  t.deepEqual(
    [...facts.granted.keys()].map((scope) => scope.split('/').at(-1)),
    ['dev', 'gateway', 'dev', 'a', 'one', 'two'],
  );
  t.is(new Set(asked).size, asked.length);
});

test('a gateway that cannot be read is asked about no further', async (t) => {
  const { reader, asked } = readerOf({});
  const facts = await readGatewayFacts(ID, reader, { identified: null, refused: [] });
  t.like(facts, { principalId: null, subnet: null, publicIps: [], health: null });
  t.deepEqual(asked, [ID]);
});

test('a stopped gateway is not asked for the health of its backends', async (t) => {
  const { reader, asked } = readerOf({ [ID]: live({ operationalState: 'Stopped' }) });
  t.is((await readGatewayFacts(ID, reader, identification)).health, null);
  t.false(asked.includes(`${ID}/health`));
});

test('what is no refusal is a bug, and comes out as one', async (t) => {
  const reader: ArmReader = {
    read: () => Promise.reject(new TypeError('ours')),
    backendHealth: () => Promise.reject(new TypeError('ours')),
  };
  await t.throwsAsync(readGatewayFacts(ID, reader, identification), { instanceOf: TypeError });
});
