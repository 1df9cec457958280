import test from 'ava';
import { curlLines } from '../../../../src/cli/dev/suggestions.ts';
import type { Site } from '../../../../src/routing/model.ts';
import type { ListeningPort } from '../../../../src/emulator/contracts.ts';
import { run } from '../../../helpers/pipeline.ts';
import { ingress, service, slice } from '../../../helpers/objects.ts';

const HTTP: ListeningPort = { frontend: 'public', protocol: 'http', port: 80, address: '127.0.0.1:8080' };
const HTTPS: ListeningPort = { frontend: 'public', protocol: 'https', port: 443, address: '127.0.0.1:8443' };
const WEB = [service(), slice(['10.0.0.1'])];

const lines = (
  rules: Parameters<typeof ingress>[0],
  listeners: readonly ListeningPort[],
  ca: string | null = null,
) =>
  curlLines(run([...WEB, ingress({ age: 1, ...rules })]).routing).flatMap(
    (line) => line(listeners, ca) ?? [],
  );

test('a plain host, with its longest path, and a host that nothing serves', (t) => {
  t.deepEqual(lines({ rules: { 'a.com': ['/', '/long/path', '/x'] } }, [HTTP]), [
    "curl -i -H 'Host: a.com' http://127.0.0.1:8080/long/path",
    "curl -i -H 'Host: unknown.example.org' http://127.0.0.1:8080/",
  ]);
});

test('some host stands for a wildcard', (t) => {
  t.is(
    lines({ rules: { '*.a.com': ['/'] } }, [HTTP])[0],
    "curl -i -H 'Host: any.a.com' http://127.0.0.1:8080/",
  );
});

test('nothing is suggested on a port that is not served', (t) => {
  t.deepEqual(lines({ rules: { 'a.com': ['/'] } }, [HTTPS]), []);
});

const SECURE: Site = {
  frontend: 'auto',
  port: 443,
  protocol: 'Https',
  hosts: ['s.com'],
  owner: { kind: 'Ingress', namespace: 'shop', name: 'web' },
  certificate: null,
  tlsProfile: null,
  firewall: null,
  errorPages: [],
  priority: null,
  securePort: null,
  routes: [],
  fallback: { kind: 'notFound' },
};

for (const [ca, trust] of [
  ['/tmp/ca.pem', '--cacert /tmp/ca.pem'],
  [null, '-k'],
] as const) {
  test(`a host with TLS comes first, trusted by ${trust}, and its redirect is shown`, (t) => {
    const { routing } = run([]);
    const shown = curlLines({ ...routing, sites: [SECURE] }).flatMap((line) => line([HTTP, HTTPS], ca) ?? []);
    t.deepEqual(shown.slice(0, 2), [
      `curl ${trust} --resolve s.com:8443:127.0.0.1 https://s.com:8443/`,
      "curl -i -H 'Host: s.com' http://127.0.0.1:8080/",
    ]);
  });
}
