import test from 'ava';
import { NO_REFERENCES, union } from '../../../src/cluster/references.ts';

test('all that either names, each once', (t) => {
  const a = { secrets: new Set(['s/a', 's/b']), caSecrets: new Set(['s/c']), configMaps: new Set<string>() };
  const b = { secrets: new Set(['s/b']), caSecrets: new Set<string>(), configMaps: new Set(['s/m']) };
  t.deepEqual(union(a, b), { ...a, configMaps: new Set(['s/m']) });
  t.deepEqual(union(a, NO_REFERENCES), a);
});
