import test from 'ava';
import { locked, notAllowed, productionDependencies } from './licences-page.ts';

test('every licence of what runs in production is allowed', (t) => {
  t.true(locked().length > 50);
  t.deepEqual(notAllowed(locked()), []);
});

test('development is left out, a version counts once, and what has no licence is refused', (t) => {
  const packages = {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.0.0', license: 'MIT' },
    'node_modules/@x/b': { version: '1.0.0', license: 'GPL-3.0-only' },
    'node_modules/@x/b/node_modules/a': { version: '2.0.0' },
    'node_modules/c/node_modules/a': { version: '1.0.0', license: 'MIT' },
    'node_modules/d': { version: '1.0.0', license: 'GPL-3.0-only', dev: true },
  };
  t.deepEqual(
    productionDependencies({ packages }).map(({ name, version }) => `${name} ${version}`),
    ['@x/b 1.0.0', 'a 1.0.0', 'a 2.0.0'],
  );
  t.deepEqual(
    notAllowed(productionDependencies({ packages })).map(({ licence }) => licence),
    ['GPL-3.0-only', 'unknown'],
  );
});
