import test from 'ava';
import { lookUp, readBackendMap } from '../../../../src/cli/emulate/backend-map.ts';
import { CliFailure } from '../../../../src/cli/failure.ts';
import { temporaryFolder } from '../../manifests/temporary-folder.ts';

test('addresses and names lead elsewhere, whatever their case', async (t) => {
  const { path } = await temporaryFolder(t, {
    map: '{"10.1.2.3:8080": "127.0.0.1:3000", "API.example.com:443": "[::1]:3001"}',
  });
  const map = await readBackendMap('map', path);
  t.deepEqual(lookUp(map, '10.1.2.3', 8080), { host: '127.0.0.1', port: 3000 });
  t.deepEqual(lookUp(map, 'api.Example.com', 443), { host: '::1', port: 3001 });
  t.is(lookUp(map, '10.1.2.3', 80), undefined);
});

for (const [title, content, reason] of [
  ['a list', '[]', /expected record/],
  ['nothing', '', /expected record/],
  ['a target without port', '{"10.1.2.3:80": "127.0.0.1"}', /10\.1\.2\.3:80: 127\.0\.0\.1 is not an address/],
  ['a source without port', '{"10.1.2.3": "127.0.0.1:80"}', /10\.1\.2\.3 is not an address/],
  ['a port beyond the highest', '{"10.1.2.3:80": "127.0.0.1:99999"}', /99999/],
  ['a number', '{"10.1.2.3:80": 80}', /expected string/],
  ['no YAML', '{', /line/],
] as const) {
  test(`refused: ${title}`, async (t) => {
    const { path } = await temporaryFolder(t, { map: content });
    const error = await t.throwsAsync(readBackendMap('map', path), {
      instanceOf: CliFailure,
      message: reason,
    });
    t.true(error.message.startsWith('--backend-map map: '));
  });
}
