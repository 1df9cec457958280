/** The conditions of an ApplicationGateway with every reason that they can have; a closed list, like the diagnostics. */

export const CONDITIONS = {
  Accepted: {
    Accepted: 'The gateway was found, may be written, and no other ApplicationGateway claims it.',
    InvalidSpec: 'The spec cannot be used; the message names the field.',
    DuplicateGateway: 'An older ApplicationGateway names the same gateway; that one counts.',
    GatewayNotFound: 'There is no gateway of that resource id.',
    Forbidden: 'The identity of the controller lacks a permission; the message names action and scope.',
    AgicPresent: 'AGIC manages this gateway and was not, or could not be, adopted: nothing is written.',
  },
  Programmed: {
    Programmed: 'The gateway has what the Ingresses ask for, but for what is held back.',
    Pending: 'Nothing was applied yet since this object was created or changed.',
    Applying: 'An operation is under way.',
    PlanOnly: 'The controller runs with mode plan and writes nothing.',
    OperationFailed: 'The last operation failed; what was served before is still served.',
    GatewayStopped: 'The gateway is stopped; it is not started by the controller.',
    ArmUnavailable: 'ARM cannot be reached, or throttles; what was served before is still served.',
  },
  Degraded: {
    Healthy: 'Everything that is asked for is served.',
    IngressesHeldBack: 'Some Ingresses are held back; their Events say why.',
    LimitReached: 'A limit of the gateway is reached: growth is held back.',
    NotConverging: 'The gateway does not keep what it was sent; the message names the fields.',
    SecondWriter:
      'Another tool keeps overwriting the gateway; the message says what, and who it seems to be.',
    PodsUnreachable: 'The gateway has no route to the pods; the message names what is missing.',
  },
} as const;

type Conditions = typeof CONDITIONS;
export type ConditionType = keyof Conditions;
export type ConditionReason<T extends ConditionType = ConditionType> = {
  [K in T]: keyof Conditions[K];
}[T];
