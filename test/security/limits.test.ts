/** Everything that is read has an end; what is longer is answered in words. */
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import test from 'ava';
import { readAnnotations, VALUE_LIMIT } from '../../src/api/annotations/read.ts';
import { TEXT_LIMIT } from '../../src/azure/error-text.ts';
import { readErrors } from '../../src/azure/error-body.ts';
import { GATEWAY_BYTE_LIMIT, readGateway } from '../../src/cli/read-gateway.ts';
import type { Secret } from '../../src/cluster/objects.ts';
import { createSnapshot } from '../../src/cluster/snapshot.ts';
import { diagnose } from '../../src/diagnostics/diagnostic.ts';
import { MESSAGE_LIMIT, render } from '../../src/diagnostics/render.ts';
import { readCaBundle } from '../../src/frontends/certificates/ca-bundle.ts';
import { PEM_BYTE_LIMIT } from '../../src/frontends/certificates/pem.ts';
import { readText } from '../../src/frontends/certificates/text.ts';
import { createKubeClient, LINE_LIMIT } from '../../src/kube/client.ts';
import { readYaml } from '../../src/manifests/yaml.ts';
import { systemClock } from '../../src/clock/clock.ts';
import { AT } from '../helpers/pipeline.ts';
import { temporaryFolder } from '../unit/manifests/temporary-folder.ts';

const NAME = 'appgw.ingress.kubernetes.io/response-headers-set';

test('the value of an annotation', (t) => {
  const longest = Array.from({ length: 40 }, (_, n) => `X-${n}: ${'x'.repeat(1000)}`).join('\n');
  t.deepEqual(readAnnotations({ [NAME]: longest }).bad, []);
  t.is(readAnnotations({ [NAME]: ' '.repeat(VALUE_LIMIT) + longest }).bad.length, 1);
});

const big = 'x'.repeat(PEM_BYTE_LIMIT + 1);
const secret: Secret = {
  kind: 'Secret',
  metadata: { namespace: 'shop', name: 'ca' },
  data: { 'tls.crt': Buffer.from(big).toString('base64'), 'ca.crt': Buffer.from(big).toString('base64') },
};
test('a certificate', (t) => {
  t.like(readText(secret, 'tls.crt'), { state: 'malformed' });
});
test('a bundle of authorities', (t) => {
  const bundle = readCaBundle(createSnapshot([secret], AT), 'shop', { kind: 'Secret', name: 'ca' });
  t.like(bundle, { state: 'malformed', reason: `ca.crt has more than ${PEM_BYTE_LIMIT} bytes` });
});

test('a message', (t) => {
  const told = render(diagnose('TLS_HOST_UNUSED', null, { host: 'x'.repeat(1e6) }));
  t.is(told.message.length, MESSAGE_LIMIT);
});

test('an error of ARM, in length and in depth', (t) => {
  t.is(readErrors({ code: 'x', message: 'a b '.repeat(TEXT_LIMIT) })[0]!.message.length, TEXT_LIMIT);
  const deep = Array.from({ length: 5_000 }).reduce<object>(
    (details) => ({ code: 'x', details: [details] }),
    {},
  );
  t.true(readErrors(deep).length < 50);
});

test('aliases in YAML', (t) => {
  const level = (n: number): string =>
    `l${n}: &l${n} [${Array.from({ length: 10 }, () => `*l${n - 1}`).join(', ')}]`;
  const bomb = ['l0: &l0 [x]', ...Array.from({ length: 9 }, (_, n) => level(n + 1))].join('\n');
  const [document] = [...readYaml(bomb)];
  t.true('reason' in document!, JSON.stringify(document).slice(0, 100));
});

test('a document for --gateway', async (t) => {
  const { path } = await temporaryFolder(t);
  await writeFile(join(path, 'g.json'), Buffer.alloc(GATEWAY_BYTE_LIMIT + 1, ' '));
  await t.throwsAsync(readGateway('g.json', path), { message: /more than/ });
});

test('a line of a watch', async (t) => {
  const server = createServer((_request, response) => {
    const piece = 'x'.repeat(2 ** 20);
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
      response.once('drain', more);
    };
    more();
  }).listen(0, '127.0.0.1');
  t.teardown(() => server.closeAllConnections());
  t.teardown(() => server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { readonly port: number };
  const client = createKubeClient({
    access: {
      authorize: async () => ({ server: `http://127.0.0.1:${port}`, headers: {}, dispatcher: undefined }),
      distrust: () => undefined,
      close: async () => undefined,
    } as never,
    clock: systemClock,
    userAgent: 'test',
  });
  const lines = client.lines({ path: '/x' });
  await t.throwsAsync(async () => void (await lines.next()), { message: new RegExp(String(LINE_LIMIT)) });
});
