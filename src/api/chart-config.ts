/** The values that go into the configuration of the controller as they are, and hold for every gateway. */
import { z } from 'zod';
import { ANNOTATION_DEFAULTS } from './annotation-defaults.ts';
import { GATEWAY_WIDE } from './gateway-spec.ts';
import { gatewayIdOrEmpty } from './patterns.ts';
import { POLICY } from './policy.ts';

/** A map that values.yaml leaves empty and helm checks; a member that the schema does not know is refused. */
const checked = (schema: z.ZodType, about: string) => {
  const { $schema: _, ...rules } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'output',
    reused: 'inline',
  });
  return z
    .looseObject({})
    .default({})
    .meta({ description: about, allOf: [rules] });
};

export const annotationDefaults = (about: string) => checked(ANNOTATION_DEFAULTS, about);
export const policy = (about: string) => checked(POLICY, about);
export const gatewayWide = (about: string) => checked(GATEWAY_WIDE, about);

export const CONFIG_VALUES = z
  .strictObject({
    gatewayId: gatewayIdOrEmpty()
      .default('')
      .describe(
        'Resource id of a gateway that is served without an ApplicationGateway: for clusters into which its definition may not be installed. `instance` has to be set then, and `gateway.resourceId` to be empty.',
      ),
    defaults: annotationDefaults(
      'Annotations that hold where neither an Ingress, its class nor its ApplicationGateway says anything, as in spec.defaults of one.',
    ),
    policy: policy(
      'What namespaces may use beyond their own objects, as in spec.policy of an ApplicationGateway; one that has a policy replaces it.',
    ),
    writeInterval: z
      .int()
      .min(1)
      .max(3600)
      .default(5)
      .describe(
        'Seconds from the end of one PUT to the start of the next: a longer one saves PUTs, each of which cuts WebSockets.',
      ),
    ifMatch: z
      .boolean()
      .default(false)
      .describe(
        'Whether each PUT carries the etag of the gateway that it was planned for, as If-Match. Not confirmed: whether Application Gateway heeds it.',
      ),
    gatewayWide: gatewayWide(
      'Settings of the whole gateway where its ApplicationGateway says nothing, as in spec.gateway of one.',
    ),
  })
  .describe('Settings of the controller that hold for every gateway.');
