/** The values about who the controller is, to Azure and to the API server. */
import { z } from 'zod';
import { dnsNameOrEmpty } from './patterns.ts';

export const AZURE = z
  .strictObject({
    environment: z
      .enum(['AzurePublicCloud', 'AzureUSGovernment', 'AzureChinaCloud'])
      .default('AzurePublicCloud')
      .describe('The Azure cloud in which the gateway is.'),
    clientId: z
      .string()
      .default('')
      .describe("Client id of the identity for workload identity. Empty: the node's managed identity."),
    tenantId: z.string().default('').describe("Tenant of that identity, where it is not the cluster's."),
  })
  .describe('How the controller logs in; docs/azure-role.md has the role and the steps.');

export const SERVICE_ACCOUNT = z
  .strictObject({
    create: z.boolean().default(true).describe('Makes the service account of the controller.'),
    name: dnsNameOrEmpty()
      .default('')
      .describe('Its name; the federated credential names it. Empty: the name of the release.'),
    annotations: z.record(z.string(), z.string()).default({}).describe('Further annotations.'),
  })
  .describe('The service account of the controller.');
