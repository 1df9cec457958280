/** Preloaded into a command that may not load an SDK: to resolve one is an error. */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    if (/node_modules\/(?:@azure|@kubernetes)\//.test(found.url))
      throw new Error(`an SDK is loaded: ${found.url}`);
    return found;
  },
});
