/**
 * What to do about which ARM error, as data. Exact codes come first, then texts of refusals whose code is not
 * known, then families of codes, then the HTTP status. `forbidden` stands for everything that waits for the operator.
 */
import type { ArmErrorKind } from '../controller/arm-error.ts';

export const CODE_KINDS: { readonly [code: string]: ArmErrorKind } = {
  // A second writer. A document computed before its write must not be sent again: it would revert it.
  Canceled: 'conflict',
  CanceledAndSupersededDueToAnotherOperation: 'conflict',
  AnotherOperationInProgress: 'conflict',
  RetryableError: 'conflict',
  RetryableErrorDueToAnotherOperation: 'conflict',
  PreconditionFailed: 'conflict',

  ReferencedResourceNotProvisioned: 'transient',
  InternalRetriableError: 'transient',
  InternalServerError: 'transient',
  ServiceUnavailable: 'transient',

  TooManyRequests: 'throttled',
  ResourceRequestsThrottled: 'throttled',
  SubscriptionRequestsThrottled: 'throttled',

  InvalidResourceReference: 'invalid',
  UserAssignedIdentityDoesNotHaveGetPermissionOnKeyVault: 'invalid',
  UserAssignedManagedIdentityNotFound: 'invalid',
  SecretDisabled: 'invalid',
  SecretDeletedFromKeyVault: 'invalid',
  KeyVaultHasRestrictedAccess: 'invalid',
  KeyVaultSoftDeleted: 'invalid',

  AuthenticationFailed: 'forbidden',
  AuthorizationFailed: 'forbidden',
  LinkedAuthorizationFailed: 'forbidden',
  LinkedAccessCheckFailed: 'forbidden',
  ExpiredAuthenticationToken: 'forbidden',
  InvalidAuthenticationToken: 'forbidden',
  InvalidAuthenticationTokenTenant: 'forbidden',
  ApplicationGatewayInsufficientPermissionOnSubnet: 'forbidden',
  ApplicationGatewayDeprecatedTlsVersionUsedInSslPolicy: 'forbidden',
  CustomerKeyVaultSubscriptionDisabled: 'forbidden',
  ReadOnlyDisabledSubscription: 'forbidden',
  RequestDisallowedByPolicy: 'forbidden',
  ScopeLocked: 'forbidden',
  // This cloud does not have our api-version yet.
  InvalidApiVersionParameter: 'forbidden',
  NoRegisteredProviderFound: 'forbidden',

  NotFound: 'notFound',
  ResourceNotFound: 'notFound',
  ResourceGroupNotFound: 'notFound',
  SubscriptionNotFound: 'notFound',

  InvalidRequestFormat: 'bug',
  InvalidJson: 'bug',
  ApplicationGatewayRequestRoutingRulePriorityCannotBeEmpty: 'bug',
  ApplicationGatewaySslPolicyPropertyPolicyTypeRequired: 'bug',
  ApplicationGatewaySslPolicyPropertyNotSupportedForPolicyType: 'bug',
};

export const MESSAGE_KINDS: readonly (readonly [RegExp, ArmErrorKind])[] = [
  [/another operation on this or dependent resource is in progress/i, 'conflict'],
  [/either all or no rule should have the priority/i, 'bug'],
  [/http listeners .* are using the same frontend ?port/i, 'invalid'],
  [/password specified for certificate .* is incorrect/i, 'invalid'],
  // Only a newer api-version knows the status code that somebody gave an error page.
  [/custom error page has an invalid http status code/i, 'forbidden'],
];

export const CODE_FAMILIES: readonly (readonly [RegExp, ArmErrorKind])[] = [
  [/^ApplicationGatewayCustomErrorStatusCode/, 'forbidden'],
  // Other resources, security groups and routes of the subnet: no Ingress can be to blame.
  [/^ApplicationGatewaySubnet/, 'forbidden'],
  [/^ApplicationGateway/, 'invalid'],
];

const STATUS_KINDS: { readonly [status: number]: ArmErrorKind } = {
  400: 'invalid',
  401: 'forbidden',
  403: 'forbidden',
  404: 'notFound',
  407: 'forbidden',
  408: 'transient',
  409: 'conflict',
  410: 'notFound',
  412: 'conflict',
  413: 'invalid',
  422: 'invalid',
  429: 'throttled',
};

/** For an answer whose codes say nothing. No status: the end of an operation, of which nothing is to blame. */
export const kindOfStatus = (status: number | null): ArmErrorKind => {
  if (status === null) return 'transient';
  return STATUS_KINDS[status] ?? (status >= 400 && status < 500 ? 'bug' : 'transient');
};
