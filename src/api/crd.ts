/** zod -> the structural schema that a CustomResourceDefinition needs, and the definition itself. */
import { z } from 'zod';
import {
  API_GROUP,
  API_VERSION,
  APPLICATION_GATEWAY,
  APPLICATION_GATEWAY_KIND,
  APPLICATION_GATEWAYS,
  PRINTER_COLUMNS,
} from './application-gateway.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What is optional for a writer is optional here; the API server prunes unknown members, so they are not refused. */
export function structuralSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...structural } = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io: 'input',
    reused: 'inline',
    override: ({ jsonSchema }) => makeStructural(jsonSchema),
  });
  return structural;
}

function makeStructural(schema: JsonSchema): void {
  if (schema.additionalProperties === false) delete schema.additionalProperties;
  delete schema.propertyNames;
  // The format says it already, and the pattern for leap years is unreadable.
  if (schema.format === 'date-time') delete schema.pattern;
  if (schema.pattern !== undefined) schema.pattern = schema.pattern.replaceAll(String.raw`\/`, '/');
  // zod bounds every integer by what a double holds exactly.
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

export const applicationGatewayCrd = () => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${APPLICATION_GATEWAYS}.${API_GROUP}` },
  spec: {
    group: API_GROUP,
    scope: 'Cluster',
    names: {
      kind: APPLICATION_GATEWAY_KIND,
      listKind: `${APPLICATION_GATEWAY_KIND}List`,
      plural: APPLICATION_GATEWAYS,
      singular: APPLICATION_GATEWAY_KIND.toLowerCase(),
      shortNames: ['appgw'],
    },
    versions: [
      {
        name: API_VERSION,
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: PRINTER_COLUMNS,
        schema: { openAPIV3Schema: rootSchema() },
      },
    ],
  },
});

/** Every kind has these three; the API server knows what is in `metadata`. */
function rootSchema(): JsonSchema {
  const { properties, ...root } = structuralSchema(APPLICATION_GATEWAY);
  return {
    ...root,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      ...properties,
    },
  };
}
