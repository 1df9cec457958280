/**
 * Where Application Gateway cannot do what Kubernetes says: one switch each, on = as the gateway does it. The rows of
 * docs/gateway-gaps.md bear the same names.
 */
export const GAPS = [
  'pathsWithoutCase',
  'pathsDecoded',
  'wildcardSpansLabels',
  'exactRootWidened',
  'exactRootRefused',
  'starOnlyAtTheEnd',
  'httpsFallsToHostless',
  'onePortPerBackend',
  'ipv4EndpointsOnly',
] as const;

export type Gap = (typeof GAPS)[number];
export type Gaps = { readonly [gap in Gap]: boolean };

const all = (value: boolean): Gaps => Object.fromEntries(GAPS.map((gap) => [gap, value])) as Gaps;

/** What the gateway answers. */
export const GATEWAY: Gaps = all(true);
/** What Kubernetes asks for. */
export const KUBERNETES: Gaps = all(false);

export const without = (gap: Gap): Gaps => ({ ...GATEWAY, [gap]: false });
