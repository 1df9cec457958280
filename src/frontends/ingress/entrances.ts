/** On which ports of the gateway the Ingresses of a host are served. */
import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Member } from './hosts.ts';
import type { Report } from '../report.ts';

export interface Entrances {
  /** By port, in rising order; who is served there, oldest first. */
  readonly plain: ReadonlyMap<number, readonly Member[]>;
  readonly secure: ReadonlyMap<number, readonly Member[]>;
}

const HTTP_PORT = 80;
const HTTPS_PORT = 443;

/** `secure`: the host has TLS. */
export function entrancesOf(members: readonly Member[], secure: boolean, report: Report): Entrances {
  const plain = new Map<number, Member[]>();
  const https = new Map<number, Member[]>();
  const enter = (ports: Map<number, Member[]>, port: number, member: Member): void => {
    const known = ports.get(port) ?? [];
    if (!known.includes(member)) ports.set(port, [...known, member]);
  };
  for (const member of members) {
    const { owner, values } = member;
    const override = values['override-frontend-port'];
    // With a port of its own an https host has no plain HTTP: the redirect would have to come from port 80.
    if (secure) enter(https, override ?? HTTPS_PORT, member);
    if (!secure || override === undefined) enter(plain, override ?? HTTP_PORT, member);
    for (const { protocol, port } of values['listen-ports'] ?? []) {
      if (protocol === 'Http') enter(plain, port, member);
      else if (secure) enter(https, port, member);
      else report(diagnose('EXTRA_PORT_WITHOUT_TLS', owner, { port }));
    }
  }
  // A port speaks one protocol; TLS is the stronger promise.
  for (const port of https.keys()) plain.delete(port);
  return { plain: byPort(plain), secure: byPort(https) };
}

const byPort = (ports: ReadonlyMap<number, readonly Member[]>): Entrances['plain'] =>
  new Map([...ports].sort(([a], [b]) => a - b));
