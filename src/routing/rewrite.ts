/** What is changed in a request on its way to the backend, and in the answer on its way back. */

export type Rewrite =
  /** A rewrite set that is there under this name, whoever put it there. */
  | { readonly kind: 'onGateway'; readonly name: string }
  | { readonly kind: 'own'; readonly rules: readonly RewriteRule[] };

export interface RewriteRule {
  readonly name: string;
  /** Rules run by ascending number. */
  readonly sequence: number;
  /** All must hold. */
  readonly conditions: readonly RewriteCondition[];
  readonly requestHeaders: readonly HeaderRewrite[];
  readonly responseHeaders: readonly HeaderRewrite[];
  readonly url: UrlRewrite | null;
}

export interface RewriteCondition {
  /** `http_req_<Header>`, `http_resp_<Header>` or `var_<name>`, as Application Gateway names them. */
  readonly variable: string;
  /** RE2. */
  readonly pattern: string;
  readonly ignoreCase: boolean;
  readonly negate: boolean;
}

export interface HeaderRewrite {
  readonly name: string;
  /** Empty: the header is removed. */
  readonly value: string;
}

export interface UrlRewrite {
  /** Null: unchanged. */
  readonly path: string | null;
  readonly query: string | null;
  /** Whether the path rules are tried again with the new path. */
  readonly reroute: boolean;
}

/** Where a request is sent instead of being served. */
export interface Redirect {
  readonly code: 301 | 302 | 303 | 307;
  /** Absolute; http or https. */
  readonly url: string;
  readonly keepPath: boolean;
  readonly keepQuery: boolean;
}
