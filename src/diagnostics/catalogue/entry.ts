/** One row of the catalogue. `message` says what is so, `hint` what its owner can do about it. */
export interface Entry<D> {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: (detail: D) => string;
  readonly hint: string;
}

export const entry = <D>(
  severity: Entry<D>['severity'],
  message: (detail: D) => string,
  hint: string,
): Entry<D> => ({ severity, message, hint });
