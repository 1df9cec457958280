/** Asks the API server what it would let us do, without doing it. */
import type { KubeClient } from './client.ts';
import type { PlacedPermission } from './permissions.ts';

interface AccessReview {
  readonly status?: { readonly allowed?: boolean };
}

/** The verbs of a permission that the API server would refuse to whoever asks. */
export async function refusedVerbs(
  client: KubeClient,
  { group, resource, verbs, name, namespace }: PlacedPermission,
): Promise<readonly string[]> {
  const [plural = '', subresource] = resource.split('/');
  const answers = await Promise.all(
    verbs.map(async (verb) => {
      const resourceAttributes = {
        group,
        resource: plural,
        subresource,
        verb,
        name,
        namespace: namespace ?? '',
      };
      const { status } = await client.request<AccessReview>({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: { resourceAttributes },
        },
      });
      return status?.allowed === true;
    }),
  );
  return verbs.filter((_verb, index) => !answers[index]);
}
