import manifest from '../../package.json' with { type: 'json' };

export const { version: VERSION } = manifest;
export const USER_AGENT = `${manifest.name}/${VERSION}`;
