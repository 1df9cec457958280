/** `metadata` as an API server sends it, and what is kept of it by every kind. */
export const metadata = {
  namespace: 'shop',
  name: 'web',
  uid: 'u1',
  resourceVersion: '42',
  generation: 3,
  creationTimestamp: '2026-01-01T00:00:00Z',
  labels: { app: 'web', 'kubernetes.io/service-name': 'web' },
  annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
  managedFields: [{ manager: 'kubectl' }],
};
export const kept = { namespace: 'shop', name: 'web', uid: 'u1', creationTimestamp: '2026-01-01T00:00:00Z' };
