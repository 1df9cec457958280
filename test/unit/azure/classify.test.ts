import test from 'ava';
import { CODE_KINDS } from '../../../src/azure/error-codes.ts';
import { classify, classifyFailure } from '../../../src/azure/classify.ts';
import type { ArmErrorKind } from '../../../src/controller/arm-error.ts';

const answer = (status: number, error: unknown, headers = {}) =>
  classify({ status, headers, body: { error } }, 0);
const ended = (status: string, error?: unknown) =>
  classify({ status: null, headers: {}, body: error === undefined ? { status } : { status, error } }, 0);

const CODES: readonly (readonly [number, string, ArmErrorKind])[] = [
  [409, 'Canceled', 'conflict'],
  [409, 'CanceledAndSupersededDueToAnotherOperation', 'conflict'],
  [409, 'AnotherOperationInProgress', 'conflict'],
  [429, 'RetryableError', 'conflict'],
  [429, 'RetryableErrorDueToAnotherOperation', 'conflict'],
  [412, 'PreconditionFailed', 'conflict'],
  [429, 'ReferencedResourceNotProvisioned', 'transient'],
  [500, 'InternalRetriableError', 'transient'],
  [500, 'InternalServerError', 'transient'],
  [503, 'ServiceUnavailable', 'transient'],
  [429, 'TooManyRequests', 'throttled'],
  [429, 'ResourceRequestsThrottled', 'throttled'],
  [429, 'SubscriptionRequestsThrottled', 'throttled'],
  [400, 'InvalidResourceReference', 'invalid'],
  [400, 'UserAssignedIdentityDoesNotHaveGetPermissionOnKeyVault', 'invalid'],
  [400, 'UserAssignedManagedIdentityNotFound', 'invalid'],
  [400, 'SecretDisabled', 'invalid'],
  [400, 'SecretDeletedFromKeyVault', 'invalid'],
  [400, 'KeyVaultHasRestrictedAccess', 'invalid'],
  [400, 'KeyVaultSoftDeleted', 'invalid'],
  [400, 'ApplicationGatewayRequestRoutingRulePriorityMustBeUnique', 'invalid'],
  [400, 'ApplicationGatewayHttpListenersUsingSameFrontendPortAndFrontendIpConfig', 'invalid'],
  [400, 'ApplicationGatewayProbeProtocolMustMatchBackendHttpSettinsProtocol', 'invalid'],
  [400, 'ApplicationGatewayRedirectConfigurationUrlPathMapCannotSpecify', 'invalid'],
  [400, 'ApplicationGatewayBackendAddressPoolLimitReached', 'invalid'],
  [400, 'ApplicationGatewayKeyVaultSecretException', 'invalid'],
  [400, 'ApplicationGatewaySslCertificateInvalidData', 'invalid'],
  [400, 'ApplicationGatewaySslPolicyMisMatch', 'invalid'],
  [400, 'ApplicationGatewayPathRuleInvalidCharacter', 'invalid'],
  [401, 'AuthenticationFailed', 'forbidden'],
  [403, 'AuthorizationFailed', 'forbidden'],
  [403, 'LinkedAuthorizationFailed', 'forbidden'],
  [401, 'ExpiredAuthenticationToken', 'forbidden'],
  [401, 'InvalidAuthenticationToken', 'forbidden'],
  [401, 'InvalidAuthenticationTokenTenant', 'forbidden'],
  [400, 'ApplicationGatewayInsufficientPermissionOnSubnet', 'forbidden'],
  [400, 'LinkedAccessCheckFailed', 'forbidden'],
  [400, 'ApplicationGatewaySubnetCannotHaveOtherResources', 'forbidden'],
  [400, 'ApplicationGatewaySubnetInboundTrafficBlockedByNetworkSecurityGroup', 'forbidden'],
  [400, 'ApplicationGatewaySubnetUserDefinedRouteNotAllowed', 'forbidden'],
  [400, 'ApplicationGatewayDeprecatedTlsVersionUsedInSslPolicy', 'forbidden'],
  [400, 'ApplicationGatewayCustomErrorStatusCodeIsInvalid', 'forbidden'],
  [400, 'CustomerKeyVaultSubscriptionDisabled', 'forbidden'],
  [409, 'ReadOnlyDisabledSubscription', 'forbidden'],
  [403, 'RequestDisallowedByPolicy', 'forbidden'],
  [409, 'ScopeLocked', 'forbidden'],
  [400, 'InvalidApiVersionParameter', 'forbidden'],
  [400, 'NoRegisteredProviderFound', 'forbidden'],
  [404, 'NotFound', 'notFound'],
  [404, 'ResourceNotFound', 'notFound'],
  [404, 'ResourceGroupNotFound', 'notFound'],
  [404, 'SubscriptionNotFound', 'notFound'],
  [400, 'InvalidRequestFormat', 'bug'],
  [400, 'InvalidJson', 'bug'],
  [400, 'ApplicationGatewayRequestRoutingRulePriorityCannotBeEmpty', 'bug'],
  [400, 'ApplicationGatewaySslPolicyPropertyPolicyTypeRequired', 'bug'],
  [400, 'ApplicationGatewaySslPolicyPropertyNotSupportedForPolicyType', 'bug'],
];

for (const [status, code, kind] of CODES) {
  test(`${code} is ${kind}, at once and through an operation`, (t) => {
    const error = { code, message: 'as it is' };
    t.like(answer(status, error), { code, kind, statusCode: status, message: 'as it is' });
    t.like(ended('Failed', error), { code, kind, statusCode: null });
  });
}

test('every code of the table has a case here', (t) => {
  const tested = new Set(CODES.map(([, code]) => code));
  t.deepEqual(
    Object.keys(CODE_KINDS).filter((code) => !tested.has(code)),
    [],
  );
});

const TEXTS: readonly (readonly [string, ArmErrorKind])[] = [
  ['Another operation on this or dependent resource is in progress. To retrieve status …', 'conflict'],
  ['Either all or no rule should have the priority specified', 'bug'],
  ['Two Http Listeners of Application Gateway are using the same Frontend Port and hostname', 'invalid'],
  ['Password specified for certificate /subscriptions/s/x is incorrect.', 'invalid'],
  ["Custom error page has an invalid HTTP status code '400'", 'forbidden'],
];
for (const [message, kind] of TEXTS) {
  test(`by its text ${kind}: ${message}`, (t) => {
    t.is(answer(409, { code: 'SomethingNew', message }).kind, kind);
  });
}

const STATUSES: readonly (readonly [number, ArmErrorKind])[] = [
  [400, 'invalid'],
  [401, 'forbidden'],
  [403, 'forbidden'],
  [404, 'notFound'],
  [405, 'bug'],
  [407, 'forbidden'],
  [408, 'transient'],
  [409, 'conflict'],
  [410, 'notFound'],
  [412, 'conflict'],
  [413, 'invalid'],
  [415, 'bug'],
  [422, 'invalid'],
  [429, 'throttled'],
  [302, 'transient'],
  [500, 'transient'],
  [502, 'transient'],
  [503, 'transient'],
  [504, 'transient'],
];
for (const [status, kind] of STATUSES) {
  test(`${status} with an unknown code, with a page, and with nothing is ${kind}`, (t) => {
    t.like(answer(status, { code: 'SomethingNew', message: 'm' }), { kind, code: 'SomethingNew' });
    for (const body of ['<html>bad gateway</html>', undefined, null, [], { error: 'text' }]) {
      t.like(classify({ status, headers: {}, body }, 0), { kind, code: `Http${status}`, details: [] });
    }
  });
}

test('a superseded PUT: the detail decides, the wrapper stays among the details', (t) => {
  const message = 'Operation PutApplicationGatewayOperation (1) was canceled and superseded by operation 2.';
  const error = ended('Canceled', {
    code: 'Canceled',
    message: 'Operation was canceled.',
    details: [{ code: 'CanceledAndSupersededDueToAnotherOperation', message }],
  });
  t.like(error, { kind: 'conflict', code: 'CanceledAndSupersededDueToAnotherOperation', message });
  t.deepEqual(
    error.details.map(({ code }) => code),
    ['Canceled', 'CanceledAndSupersededDueToAnotherOperation'],
  );
});

test('an operation that ended without an error', (t) => {
  t.like(ended('Canceled'), { kind: 'conflict', code: 'Canceled' });
  t.like(ended('Failed'), { kind: 'transient', code: 'Failed' });
});

test('innererror is read like details, to any depth', (t) => {
  const innermost = { code: 'ApplicationGatewayKeyVaultSecretAccessDenied', message: 'vault' };
  const error = ended('Failed', {
    code: 'Outer',
    message: 'o',
    details: [{ code: 'Middle', message: 'm', innererror: innermost }],
  });
  t.like(error, { kind: 'invalid', code: innermost.code, message: 'vault' });
});

test('a detail of unknown code does not hide what its wrapper says', (t) => {
  const error = answer(403, {
    code: 'LinkedAuthorizationFailed',
    message: 'm',
    details: [{ code: 'New', message: 'n' }],
  });
  t.like(error, { kind: 'forbidden', code: 'LinkedAuthorizationFailed' });
});

test('429 as a lock keeps its Retry-After and is no quota', (t) => {
  const busy = answer(
    429,
    {
      code: 'RetryableError',
      message: 'A retryable error occurred.',
      details: [{ code: 'ReferencedResourceNotProvisioned', message: 'Updating' }],
    },
    { 'retry-after': '10' },
  );
  t.like(busy, { kind: 'transient', code: 'ReferencedResourceNotProvisioned', retryAfterMs: 10_000 });
  t.like(answer(429, { code: 'RetryableErrorDueToAnotherOperation', message: 'm' }, { 'retry-after': '5' }), {
    kind: 'conflict',
    retryAfterMs: 5000,
  });
});

const GATEWAY =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g/providers/Microsoft.Network/applicationGateways/gw';

test('sub-resources and missing permissions are found in any text of the tree', (t) => {
  const error = answer(400, {
    code: 'InvalidResourceReference',
    message: `Resource ${GATEWAY}/backendAddressPools/k.pool.web.1a referenced by resource ${GATEWAY}/requestRoutingRules/r was not found.`,
    details: [
      {
        code: 'New',
        message: `See '${GATEWAY}/httpListeners/l'. The client 'c' does not have authorization to perform action 'a/b' over scope '${GATEWAY}'.`,
      },
    ],
  });
  t.deepEqual(error.targets, [
    `${GATEWAY}/backendAddressPools/k.pool.web.1a`,
    `${GATEWAY}/requestRoutingRules/r`,
    `${GATEWAY}/httpListeners/l`,
  ]);
  t.deepEqual(error.forbidden, { action: 'a/b', scope: GATEWAY });
});

const thrown = (name: string, code?: string) =>
  Object.assign(new Error('it broke'), { name }, code === undefined ? {} : { code });

for (const [error, kind, code] of [
  [thrown('RestError', 'ECONNRESET'), 'transient', 'ECONNRESET'],
  [thrown('RestError', 'ENOTFOUND'), 'transient', 'ENOTFOUND'],
  [thrown('RestError', 'REQUEST_SEND_ERROR'), 'transient', 'REQUEST_SEND_ERROR'],
  [thrown('RestError'), 'transient', 'NoAnswer'],
  [thrown('AbortError'), 'transient', 'RequestTimeout'],
  [thrown('CredentialUnavailableError'), 'forbidden', 'CredentialUnavailableError'],
  [thrown('AggregateAuthenticationError'), 'forbidden', 'AggregateAuthenticationError'],
  [thrown('AuthenticationError'), 'forbidden', 'AuthenticationError'],
  [thrown('AuthenticationRequiredError'), 'forbidden', 'AuthenticationRequiredError'],
  [thrown('TypeError'), 'bug', 'TypeError'],
] as const) {
  test(`without an answer: ${error.name} ${code} is ${kind}`, (t) => {
    const classified = classifyFailure(error);
    t.like(classified, { kind, code, statusCode: null, message: 'it broke' });
    t.is(classified.cause, error);
  });
}
