/** `spec` of an ApplicationGateway. */
import { z } from 'zod';
import { address, dnsLabel, dnsName, gatewayId } from './patterns.ts';

const SERVICE = z.object({
  namespace: dnsLabel().describe('Namespace of the Service.'),
  name: dnsName().describe('Name of the Service.'),
});

const DEFAULTS = z
  .object({
    sslRedirect: z
      .boolean()
      .exactOptional()
      .describe('Whether plain HTTP redirects to https on hosts with TLS.'),
  })
  .describe(
    'What holds where an Ingress says nothing; what is absent here, the configuration of the controller says.',
  );

const EXCLUSIVE = 'type says nothing where override is given';

const ADDRESS = z
  .object({
    type: z
      .enum(['ip', 'hostname'])
      .exactOptional()
      .describe("What of the frontend is written: its address, or its public IP's DNS name."),
    override: address()
      .exactOptional()
      .describe('Written instead of what the gateway has: an IP address or a DNS name.'),
  })
  .refine(({ type, override }) => type === undefined || override === undefined, EXCLUSIVE)
  .meta({
    description: 'Which address the Ingresses are told, and with them external-dns.',
    'x-kubernetes-validations': [
      {
        rule: '!(has(self.type) && has(self.override))',
        message: EXCLUSIVE,
      },
    ],
  });

export const GATEWAY_SPEC = z.object({
  resourceId: gatewayId().describe(
    'Resource id of the gateway. It has to exist; the controller never creates or starts one.',
  ),
  frontend: z
    .enum(['auto', 'public', 'private'])
    .default('auto')
    .describe('Frontend of Ingresses that name none; auto: public where the gateway has a public one.'),
  defaults: DEFAULTS.exactOptional(),
  replaceForeign: z.array(z.string().min(1).max(80)).max(400).exactOptional().meta({
    description:
      'Names of routing rules of others that may be replaced, with what only they reach. All else that is not ours is never touched.',
    'x-kubernetes-list-type': 'set',
  }),
  defaultBackend: SERVICE.exactOptional().describe(
    'The Service that answers where no path matches, instead of the one of the controller.',
  ),
  address: ADDRESS.exactOptional(),
});
