/** Why a document cannot be served: the sub-resource at fault and what is wrong with it. */
export class ConfigurationError extends Error {
  readonly code = 'INVALID_CONFIGURATION';
  readonly subResource: string;

  constructor(subResource: string, problem: string, cause?: unknown) {
    super(`${subResource} ${problem}`, { cause });
    this.name = 'ConfigurationError';
    this.subResource = subResource;
  }
}
