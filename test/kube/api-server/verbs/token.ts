/** The `token` subresource of a ServiceAccount. */
import type { Tokens } from '../access/tokens.ts';
import { serviceAccountUser } from '../access/user.ts';
import type { Call, Cluster, Reply } from '../cluster.ts';
import { bodyOf } from '../cluster.ts';
import { cause, invalid } from '../failures.ts';
import { listAt, mapAt, timestamp } from '../objects.ts';
import { readStored } from './read.ts';

const MIN_SECONDS = 600;
const DEFAULT_SECONDS = 3600;
const AUDIENCE = 'https://kubernetes.default.svc';

export function requestToken(cluster: Cluster, tokens: Tokens, call: Call): Reply {
  const account = readStored(cluster, call);
  const body = bodyOf(call);
  const spec = mapAt(body, 'spec');
  const asked = spec['expirationSeconds'];
  const lifetimeSeconds = typeof asked === 'number' ? asked : DEFAULT_SECONDS;
  if (lifetimeSeconds < MIN_SECONDS) {
    const tooShort = cause(
      'spec.expirationSeconds',
      `${lifetimeSeconds}: may not specify a duration less than 10 minutes`,
    );
    throw invalid({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, '', [tooShort]);
  }
  const audiences = listAt(spec, 'audiences').map(String);
  const user = serviceAccountUser(call.namespace, account.metadata.name);
  const { token, expiresAt } = tokens.issue({
    user,
    lifetimeSeconds,
    audiences: audiences.length > 0 ? audiences : [AUDIENCE],
  });
  return {
    status: 201,
    body: {
      ...body,
      kind: 'TokenRequest',
      apiVersion: 'authentication.k8s.io/v1',
      status: { token, expirationTimestamp: timestamp(expiresAt) },
    },
  };
}
