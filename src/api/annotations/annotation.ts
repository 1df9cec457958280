/** One row of the annotation catalogue, and the types of values. */

/** How a value is written. `parse` gives undefined for text that is not one. */
export interface ValueType<T> {
  /** What is allowed, as an error and the reference say it: "a whole number from 1 to 86400". */
  readonly allowed: string;
  readonly parse: (text: string) => T | undefined;
  /** JSON type of the same value as a default in an ApplicationGateway. */
  readonly json: 'boolean' | 'integer' | 'string';
  /** Of an integer. */
  readonly range?: readonly [least: number, most: number];
}

export interface Annotation<T> {
  readonly type: ValueType<T>;
  /** What it is a property of: on a host the oldest Ingress that sets it decides, the others are told. */
  readonly scope: 'host' | 'path' | 'backend' | 'ingress';
  /** Kept from AGIC with its meaning, or ours. */
  readonly origin: 'agic' | 'own';
  /** What holds without it, in words. */
  readonly absent: string;
  readonly example: string;
  /** Members of the gateway's document that it decides, like `httpListeners.sslProfile`. */
  readonly sets: readonly string[];
  /** One or two sentences. */
  readonly description: string;
  /** `heldBack`: to go on without it would weaken security, so the last good configuration of the Ingress stays. */
  readonly onBadValue: 'ignored' | 'heldBack';
  /** Whether an IngressClass and `spec.defaults` of an ApplicationGateway may give it too. */
  readonly defaultable: boolean;
  /** Whether a Service may carry it, for every Ingress that leads there. */
  readonly onService?: true;
  /** Without any of these it has no effect. */
  readonly needs?: readonly string[];
}

type Row<T> = Pick<Annotation<T>, 'type' | 'scope' | 'absent' | 'example' | 'sets' | 'description'> &
  Partial<Annotation<T>>;

/** Fills in what most rows have in common: AGIC's, harmless when left out, not a default for others. */
export const annotation = <T>(row: Row<T>): Annotation<T> => ({
  origin: 'agic',
  onBadValue: 'ignored',
  defaultable: false,
  ...row,
});
