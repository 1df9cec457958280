/** Why a Secret cannot be used: a clause for its owner, without a full stop, that never quotes key material. */
export interface Malformed {
  readonly state: 'malformed';
  readonly reason: string;
}

export const malformed = (reason: string): Malformed => ({ state: 'malformed', reason });

export const isMalformed = (value: object): value is Malformed =>
  'state' in value && value.state === 'malformed';
