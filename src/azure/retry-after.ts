/** How long the service asks to wait, in milliseconds. Header names are lower case. */
export interface Headers {
  readonly [name: string]: string;
}

export function retryAfterMs(headers: Headers, now: number): number | null {
  const milliseconds = headers['retry-after-ms'] ?? headers['x-ms-retry-after-ms'];
  if (milliseconds !== undefined && /^\d+$/.test(milliseconds)) return Number(milliseconds);
  const value = headers['retry-after'];
  if (value === undefined) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
