import { entry } from './entry.ts';

/** What ARM said. */
export const AZURE = {
  GATEWAY_STOPPED: entry<{ gateway: string; state: string }>(
    'error',
    (d) =>
      `The gateway ${d.gateway} is in state ${d.state}: nothing is written, since a write would start it.`,
    'Start the gateway when it shall serve again; its configuration is then brought up to date.',
  ),
  NOT_CONVERGING: entry<{ changes: readonly string[] }>(
    'error',
    (d) =>
      `The gateway took the configuration, but still differs in ${d.changes.join(', ')}: it is not sent again.`,
    'Somebody or something rewrites these; it is tried again when the objects behind them change.',
  ),
  ARM_REFUSED: entry<{ code: string; message: string }>(
    'error',
    (d) => `ARM refused the configuration: ${d.code}: ${d.message}`,
    'The last good configuration stays; correct the object that the message names.',
  ),
  REMOVAL_UNCONFIRMED: entry<{ sites: number; of: number }>(
    'warning',
    (d) =>
      `${d.sites} of our ${d.of} sites would go from the gateway at once: every object is read anew first, and the removal is sent if that gives the same.`,
    'Nothing, if that many Ingresses were deleted on purpose; otherwise look for what took them, a class or a namespace that went.',
  ),
  ARM_HELD_BACK: entry<{ code: string; message: string | null; retryAt: string; kept: boolean }>(
    'error',
    (d) =>
      `ARM refuses what the object asks for, so ${d.kept ? 'the gateway keeps what it has of it' : 'nothing of it is served, since ARM refuses also what the gateway had'}: ${d.code}${d.message === null ? '' : `: ${d.message}`}`,
    'Correct the object; it is tried again when it changes, and from time to time.',
  ),
  ARM_SUSPECTED: entry<{ code: string; message: string; suspects: number }>(
    'error',
    (d) =>
      `ARM refused a configuration and did not say whose (${d.code}: ${d.message}): the object is one of ${d.suspects} that wait while this is found out.`,
    'Wait for some operations of the gateway; who is not to blame is served as soon as that is known.',
  ),
  ARM_PERMISSION_MISSING: entry<{ action: string; scope: string }>(
    'error',
    (d) => `The identity of the controller may not do ${d.action} on ${d.scope}: nothing is written.`,
    'Assign a role with that action on that scope; it is tried again by itself.',
  ),
  ARM_OPERATOR_NEEDED: entry<{ code: string; message: string }>(
    'error',
    (d) => `Azure lets nothing be written until its operator acts: ${d.code}: ${d.message}`,
    'Correct the identity, the lock, the policy or the setting that the message names; it is tried again by itself.',
  ),
  ARM_BODY_REJECTED: entry<{ code: string; message: string }>(
    'error',
    (d) => `ARM could not read what the controller sent: ${d.code}: ${d.message}`,
    'No object is to blame; please report this as a bug of the controller.',
  ),
  GATEWAY_NOT_FOUND: entry<{ gateway: string }>(
    'error',
    (d) => `There is no ${d.gateway}.`,
    'Create the gateway, or correct its id; the controller never creates one.',
  ),
  GATEWAY_WRITE_CONFLICT: entry<{ code: string; message: string }>(
    'warning',
    (d) => `Somebody else is writing the gateway: ${d.code}: ${d.message}`,
    'It is planned and sent again; if this repeats, find the second writer (AGIC, Terraform, another instance).',
  ),
  ARM_UNAVAILABLE: entry<{ code: string; message: string }>(
    'warning',
    (d) => `ARM could not be reached or had a fault: ${d.code}: ${d.message}`,
    'Traffic is not affected; it is tried again by itself.',
  ),
  ARM_THROTTLED: entry<{ seconds: number | null }>(
    'warning',
    (d) => `ARM throttles the subscription${d.seconds === null ? '' : `, and asks to wait ${d.seconds} s`}.`,
    'Traffic is not affected; it is tried again by itself. Find what else calls ARM that often.',
  ),
  ARM_MEMBER_STRIPPED: entry<{ path: string }>(
    'warning',
    (d) => `ARM gave us ${d.path} but does not take it back, so it was left out of what is sent.`,
    'Check that the gateway still has that setting; no Ingress is to blame.',
  ),
} as const;
