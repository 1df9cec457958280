/** Which WAF policy judges the requests of a site or a path. */

export type Firewall =
  /** Lower case ARM id of a policy that somebody else keeps. */
  | { readonly kind: 'policy'; readonly id: string }
  /**
   * Only these networks may enter: a policy of ours that copies `base` (null: the policy of the gateway) and puts one
   * rule in front.
   */
  | { readonly kind: 'sourceRanges'; readonly ranges: readonly string[]; readonly base: string | null }
  /** Its owner may not use it, or said it in a way that nobody can read: what is there now stays, else nothing is served. */
  | { readonly kind: 'refused' };
