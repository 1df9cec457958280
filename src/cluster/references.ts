/** Objects that are read only because others refer to them, each as `namespace/name`. */
export interface References {
  /** With a certificate and its key; nearly all are of type kubernetes.io/tls. */
  readonly secrets: ReadonlySet<string>;
  /** With authorities, of whatever type. */
  readonly caSecrets: ReadonlySet<string>;
  readonly configMaps: ReadonlySet<string>;
}

export const NO_REFERENCES: References = { secrets: new Set(), caSecrets: new Set(), configMaps: new Set() };

export const union = (a: References, b: References): References => ({
  secrets: new Set([...a.secrets, ...b.secrets]),
  caSecrets: new Set([...a.caSecrets, ...b.caSecrets]),
  configMaps: new Set([...a.configMaps, ...b.configMaps]),
});
