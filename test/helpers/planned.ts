/** Plans and the service's answers to them, for tests of what comes of planning twice. */
import type { DesiredGateway } from '../../src/appgw/desired.ts';
import type { Json, RawGateway } from '../../src/appgw/wire.ts';
import { planGateway, type Plan } from '../../src/plan/plan.ts';
import { idOf } from './desired.ts';
import { serverAnswer, type AnswerOptions } from './server-answer.ts';

/** With the quicker of the two encryptions: their bytes are tested in `pfx/`. */
export const planFor = (desired: DesiredGateway, live: RawGateway): Plan =>
  planGateway(desired, live, { pfxEncryption: 'aes256' });

/** What the service answers to a plan's document. */
export const answerTo = (
  desired: DesiredGateway,
  { document }: Plan,
  options: AnswerOptions = {},
): RawGateway =>
  serverAnswer(document, {
    leafOf: (name) => desired.certificates.get(name)?.chain[0] ?? new Uint8Array(),
    ...options,
  });

/** Somebody else's configuration, odd where the service allows it. */
export const FOREIGN: { readonly [member: string]: Json } = {
  frontEndPorts: [
    { name: 'appGatewayFrontendPort', id: idOf('frontEndPorts', 'p').id, properties: { port: 81 } },
  ],
  httpListeners: [
    {
      name: 'legacy',
      properties: { protocol: 'Http', enableHttp3: false, zeta: 1, alpha: { nested: [2, 1] } },
    },
  ],
  sslCertificates: [
    { name: 'theirs', properties: { publicCertData: 'MIIB', keyVaultSecretId: 'https://v/s' } },
  ],
  webApplicationFirewallConfiguration: { enabled: true, exclusions: [{ type: 'kept', etag: 'kept' }] },
  backendAddressPools: [],
  backendHttpSettingsCollection: [],
  requestRoutingRules: [],
  futureCollection: [{ name: 'f', properties: { provisioningState: 'Succeeded', new: true } }],
};
