/** What people ask of an ingress controller that the gateway's current API does not offer generally. */

interface Refusal {
  readonly key: RegExp;
  readonly value?: RegExp;
  readonly reason: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    key: /^backend-protocol$/,
    value: /^(?:grpcs?|h2c?|http2|fcgi|auto_http)$/i,
    reason: 'Application Gateway speaks HTTP/1.1 to backends, and gRPC needs HTTP/2',
  },
  {
    key: /canary|weight|traffic-split/,
    reason: 'no public documentation says that Application Gateway splits traffic by weight',
  },
  {
    key: /(?:header|method|query|cookie)-match|match-(?:header|method|query|cookie)/,
    reason:
      'Application Gateway chooses by headers, methods or queries only in a preview that excludes hosts',
  },
  {
    key: /(?:^|-)(?:rate-)?limit(?:-|$)|rate-limit|rps|rpm/,
    reason: 'Application Gateway limits rates only by custom rules of a WAF policy; name one with waf-policy',
  },
];

/** Null: nothing to refuse. */
export const refusalOf = (name: string, value: string): string | null =>
  REFUSALS.find((refusal) => refusal.key.test(name) && (refusal.value?.test(value.trim()) ?? true))?.reason ??
  null;
