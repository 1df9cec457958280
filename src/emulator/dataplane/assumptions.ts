/**
 * Where no source says what the real gateway does (marked UNCONFIRMED in the facts), the emulator picks one reading.
 * Every pick is a switch or a number here, so that a measurement on a real gateway changes one line.
 */
export interface Assumptions {
  /** `/foo/*` matches `/foo/`. */
  readonly subtreeMatchesItsRoot: boolean;
  /** `/foo/*` matches the bare `/foo`. */
  readonly subtreeMatchesBareName: boolean;
  /** A redirect without `includePath` or `includeQueryString` keeps them: seen for the path, taken to hold for both. */
  readonly redirectKeepsByDefault: boolean;
  /** `Location` says `https://host/`, not `https://host:443/`. */
  readonly locationOmitsDefaultPort: boolean;
  /** A pool member takes traffic only after its first successful probe, and not while its state is unknown. */
  readonly unknownMembersServe: boolean;
  /** After the response's head, `requestTimeout` is the longest silence between two parts of the body. */
  readonly requestTimeoutBoundsSilence: boolean;
  /** Status for a path whose percent-encoding is broken. */
  readonly brokenEncodingStatus: number;
  /**
   * Server name and Host may lead to two listeners: the client certificate has to satisfy the profile of the second.
   * The safe reading: a strict listener is out of reach on a connection that was verified for another profile.
   */
  readonly hostDecidesClientAuth: boolean;
  /** The mode Passthrough asks for a certificate and takes whatever comes, also nothing: read from its name. */
  readonly passthroughTakesAnyClient: boolean;
  /** In a rewrite, `client_certificate` is the percent-encoded PEM: a header cannot hold line breaks. */
  readonly clientCertificateIsEncoded: boolean;
  /** Well-known roots count for a backend whose settings name trusted roots, too. */
  readonly wellKnownRootsAlwaysCount: boolean;
  /** `validateSNI` holds where `validateCertChainAndExpiry` is off: the two switches do not need each other. */
  readonly nameIsCheckedWithoutChain: boolean;
  /** Of a pattern's input no more is matched: JavaScript's engine, unlike RE2, has no bound on its time. */
  readonly longestMatchedInput: number;
  /** Rules see headers as rules with a lower sequence number left them; server variables are always the client's. */
  readonly laterRulesSeeRewrites: boolean;
  /** After a reroute also the first set's rules go on with the response; otherwise only those of the last one. */
  readonly reroutedKeepsFirstSet: boolean;
  /** `var_uri_path` is percent-decoded, as the path is for routing. */
  readonly uriPathIsDecoded: boolean;
  /** `http_resp_X` of a header that is there several times is the first of them, not all joined. */
  readonly repeatedHeaderReadsAsFirst: boolean;
  /** A rewrite of `Host` goes before what the settings say of the host. */
  readonly rewrittenHostBeatsSettings: boolean;
  /** The override path of the settings is put before a rewritten path; otherwise it is left out. */
  readonly overrideAppliesToRewrittenPath: boolean;
  /** `X-Original-URL` has the rewritten path: reported once, against the documentation. */
  readonly originalUrlIsRewritten: boolean;
  /** Response rewrites see the affinity cookies of the gateway itself. */
  readonly rewritesSeeAffinityCookies: boolean;
  /** Otherwise only clients get affinity cookies that do not have them already. */
  readonly affinityCookieOnEveryResponse: boolean;
  /** A custom error page that cannot be fetched does not fail the operation; the default page is served. */
  readonly unreachableErrorPageIsIgnored: boolean;
}

export const ASSUMPTIONS: Assumptions = {
  subtreeMatchesItsRoot: true,
  subtreeMatchesBareName: false,
  redirectKeepsByDefault: true,
  locationOmitsDefaultPort: true,
  unknownMembersServe: false,
  requestTimeoutBoundsSilence: true,
  brokenEncodingStatus: 400,
  hostDecidesClientAuth: true,
  passthroughTakesAnyClient: true,
  clientCertificateIsEncoded: true,
  wellKnownRootsAlwaysCount: true,
  nameIsCheckedWithoutChain: true,
  longestMatchedInput: 8192,
  laterRulesSeeRewrites: true,
  reroutedKeepsFirstSet: false,
  uriPathIsDecoded: false,
  repeatedHeaderReadsAsFirst: true,
  rewrittenHostBeatsSettings: true,
  overrideAppliesToRewrittenPath: true,
  originalUrlIsRewritten: false,
  rewritesSeeAffinityCookies: false,
  affinityCookieOnEveryResponse: false,
  unreachableErrorPageIsIgnored: true,
};
