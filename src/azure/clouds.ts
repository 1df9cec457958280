/** Where the clouds have their login and their resource manager. The keys are the names of `AZURE_ENVIRONMENT`. */
export interface Cloud {
  readonly authorityHost: string;
  readonly armEndpoint: string;
  /** The audience of tokens, which stays the cloud's own also where the endpoint is overridden. */
  readonly armScope: string;
  readonly vaultSuffix: string;
}

const cloud = (authorityHost: string, armEndpoint: string, vaultSuffix: string): Cloud => ({
  authorityHost,
  armEndpoint,
  armScope: `${armEndpoint}/.default`,
  vaultSuffix,
});

export const CLOUDS = {
  AzurePublicCloud: cloud(
    'https://login.microsoftonline.com',
    'https://management.azure.com',
    'vault.azure.net',
  ),
  AzureUSGovernment: cloud(
    'https://login.microsoftonline.us',
    'https://management.usgovcloudapi.net',
    'vault.usgovcloudapi.net',
  ),
  AzureChinaCloud: cloud(
    'https://login.chinacloudapi.cn',
    'https://management.chinacloudapi.cn',
    'vault.azure.cn',
  ),
} as const satisfies { readonly [name: string]: Cloud };
export type CloudName = keyof typeof CLOUDS;
