/** Echo backends answer https with a certificate for whatever name they are asked for, by one authority. */
import type { Authority, IssuedCertificate } from '../../emulator/authority.ts';
import type { EchoHostOptions } from '../../emulator/echo/host.ts';

export async function createEchoTls(authority: Authority): Promise<Required<EchoHostOptions>> {
  const issued = new Map<string, Promise<IssuedCertificate>>();
  const certificateFor = (serverName: string): Promise<IssuedCertificate> => {
    const certificate = issued.get(serverName) ?? authority.issue([serverName]);
    issued.set(serverName, certificate);
    return certificate;
  };
  return { tls: await certificateFor('localhost'), certificateFor };
}
