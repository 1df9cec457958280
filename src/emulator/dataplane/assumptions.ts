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
}

export const ASSUMPTIONS: Assumptions = {
  subtreeMatchesItsRoot: true,
  subtreeMatchesBareName: false,
  redirectKeepsByDefault: true,
  locationOmitsDefaultPort: true,
  unknownMembersServe: false,
  requestTimeoutBoundsSilence: true,
  brokenEncodingStatus: 400,
};
