/** What a site shows to its clients, and what it asks of them. */

export type Certificate =
  | SecretCertificate
  /** Read by the gateway itself; `secretId` is the form `https://<vault>/secrets/<name>[/<version>]`. */
  | { readonly state: 'keyVault'; readonly secretId: string }
  /** A certificate that is there under this name, whoever put it there. */
  | { readonly state: 'onGateway'; readonly name: string }
  /** Its owner may not use it, or said it in a way that nobody can read; the owner has been told. */
  | { readonly state: 'refused' };

/** `secret`: `namespace/name`; empty where it is unnamed. */
export type SecretCertificate =
  | {
      readonly state: 'usable';
      readonly secret: string;
      /** First name in the certificate. */
      readonly subject: string;
      readonly material: CertificateMaterial;
    }
  | { readonly state: 'missing' | 'malformed' | 'unnamed'; readonly secret: string; readonly reason: string };

export interface CertificateMaterial {
  /** SHA-256 over leaf and chain DER in order, lower-case hex: the identity of the certificate. */
  readonly fingerprint: string;
  /** DER; leaf first. */
  readonly chain: readonly Uint8Array[];
  /** PKCS#8 DER. Never rendered, logged or diffed. */
  readonly privateKey: Uint8Array;
}

/** CA certificates from a Secret or a ConfigMap. `source`: `Secret/namespace/name` or `ConfigMap/…`. */
export type CaBundle =
  | {
      readonly state: 'usable';
      readonly source: string;
      /** SHA-256 over the certificates' DER in order, lower-case hex. */
      readonly fingerprint: string;
      /** Common name of the first one. */
      readonly subject: string;
      /** DER, in the order of the source. */
      readonly certificates: readonly Uint8Array[];
    }
  | { readonly state: 'missing' | 'malformed'; readonly source: string; readonly reason: string };

/** How an Https site speaks TLS; where a site has none, the gateway's own policy holds. */
export type TlsProfile =
  | { readonly kind: 'onGateway'; readonly name: string }
  | { readonly kind: 'own'; readonly policy: TlsPolicy | null; readonly clientAuth: ClientAuth | null }
  /** As with a certificate: the owner has been told, and the site must not be served with less. */
  | { readonly kind: 'refused' };

export type TlsPolicy =
  | { readonly kind: 'predefined'; readonly name: string }
  | { readonly kind: 'minVersion'; readonly version: 'TLSv1_2' | 'TLSv1_3' };

export interface ClientAuth {
  readonly mode: 'strict' | 'passthrough';
  readonly verifyIssuer: boolean;
  readonly ocsp: boolean;
  /** Null only with `passthrough`. */
  readonly ca: CaBundle | null;
}
