import { createHash } from 'node:crypto';

/** What an affinity cookie says of the member that it belongs to: 32 hexadecimal digits, the same for every client. */
export const affinityToken = (address: string, port: number): string =>
  createHash('sha256').update(`${address.toLowerCase()} ${port}`).digest('hex').slice(0, 32);
