/** `spec` of an ApplicationGateway. */
import { z } from 'zod';
import { ANNOTATION_DEFAULTS } from './annotation-defaults.ts';
import { ADOPT, ADOPT_SHAPE, address, dnsLabel, dnsName, gatewayId } from './patterns.ts';
import { POLICY } from './policy.ts';

const SERVICE = z.object({
  namespace: dnsLabel().describe('Namespace of the Service.'),
  name: dnsName().describe('Name of the Service.'),
});

export const GATEWAY_WIDE = z
  .object({
    http2: z.boolean().exactOptional().describe('Whether clients may speak HTTP/2.'),
    requestBuffering: z
      .boolean()
      .exactOptional()
      .describe('Whether requests are read whole before they go to a backend.'),
    responseBuffering: z
      .boolean()
      .exactOptional()
      .describe('Whether answers are read whole before they go to the client.'),
  })
  .describe('Settings of the whole gateway. What is absent is left as somebody else set it.');

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
  unnamedClasses: z
    .boolean()
    .exactOptional()
    .describe(
      'Whether classes of ours without parameters, such as the one of AGIC, and Ingresses with the legacy class annotation lead here too. Of several gateways that say so the oldest has them.',
    ),
  defaults: ANNOTATION_DEFAULTS.exactOptional(),
  policy: POLICY.exactOptional(),
  gateway: GATEWAY_WIDE.exactOptional(),
  adopt: z
    .string()
    .max(63)
    .regex(ADOPT, ADOPT_SHAPE)
    .exactOptional()
    .describe(
      'Whose configuration is taken over in one PUT: agic (agic:PREFIX where its names have one), or instance:NAME of an installation of ours that is gone.',
    ),
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
