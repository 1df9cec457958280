import test from 'ava';
import { missingPermission, namedChildren, readErrors } from '../../../src/azure/error-body.ts';

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000000';
const GROUP = `${SUBSCRIPTION}/resourceGroups/g/providers`;
const GATEWAY = `${GROUP}/Microsoft.Network/applicationGateways/gw`;
const SUBNET = `${GROUP}/Microsoft.Network/virtualNetworks/v/subnets/s`;
const IDENTITY = `${SUBSCRIPTION}/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i`;

const PERMISSIONS: readonly (readonly [string, string, string, string])[] = [
  [
    'a plain refusal',
    `The client 'c' with object id 'o' does not have authorization to perform action 'Microsoft.Network/applicationGateways/read' over scope '${GATEWAY}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    'Microsoft.Network/applicationGateways/read',
    GATEWAY,
  ],
  [
    'a linked scope: the second action is the missing one',
    `The client 'c' with object id 'o' has permission to perform action 'Microsoft.Network/applicationGateways/write' on scope '${GATEWAY}'; however, it does not have permission to perform action 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action' on the linked scope(s) '${IDENTITY}' or the linked scope(s) are invalid.`,
    'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
    IDENTITY,
  ],
  [
    'several linked scopes',
    `…; however, it does not have permission to perform action(s) 'a.b/c/join/action' on the linked scope(s) '${IDENTITY},${SUBNET}' or …`,
    'a.b/c/join/action',
    `${IDENTITY},${SUBNET}`,
  ],
  [
    'the subnet text, without quotes',
    `Client with object id o does not have permission on the Virtual Network resource ${SUBNET} to perform action Microsoft.Network/virtualNetworks/subnets/join/action. For details on the required permissions, please visit https://aka.ms/agsubnetjoin.`,
    'Microsoft.Network/virtualNetworks/subnets/join/action',
    SUBNET,
  ],
];
for (const [name, message, action, scope] of PERMISSIONS) {
  test(`the missing permission in ${name}`, (t) =>
    t.deepEqual(missingPermission(message), { action, scope }));
}

for (const message of ['Token expired', 'The client does not have a token', '']) {
  test(`no permission is named in "${message}"`, (t) => t.is(missingPermission(message), null));
}

for (const [text, ids] of [
  [`Resource ${GATEWAY}/probes/p.`, [`${GATEWAY}/probes/p`]],
  [`'${GATEWAY}/probes/k.probe.x.12', "${GATEWAY}/probes/k.probe.x.12"`, [`${GATEWAY}/probes/k.probe.x.12`]],
  [`path rule ${GATEWAY}/urlPathMaps/m/pathRules/r: has no pool`, [`${GATEWAY}/urlPathMaps/m/pathRules/r`]],
  [`(${GATEWAY.toLowerCase()}/Probes/P)`, [`${GATEWAY.toLowerCase()}/Probes/P`]],
  [`the gateway ${GATEWAY} itself and ${SUBNET}`, []],
  ['nothing', []],
] as const) {
  test(`children named in: ${text}`, (t) => t.deepEqual(namedChildren([text]), ids));
}

test('errors are flattened outermost first, with or without the envelope', (t) => {
  const error = {
    code: 'a',
    message: 'A',
    details: [{ code: 'b', message: 'B', innererror: { code: 'c' } }, 'noise', { message: 'no code' }],
    innererror: { code: 'd', message: 'D' },
  };
  const expected = [
    { code: 'a', message: 'A', depth: 0 },
    { code: 'b', message: 'B', depth: 1 },
    { code: 'c', message: 'c', depth: 2 },
    { code: 'd', message: 'D', depth: 1 },
  ];
  t.deepEqual(readErrors({ error }), expected);
  t.deepEqual(readErrors(error), expected);
});

for (const body of [
  undefined,
  null,
  'text',
  3,
  [],
  {},
  { error: null },
  { error: [] },
  { status: 'Failed' },
]) {
  test(`no error in ${JSON.stringify(body)}`, (t) => t.deepEqual(readErrors(body), []));
}
