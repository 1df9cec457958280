/** Every annotation of the catalogue has its golden cases, but for those that are known to be missing. */
import test from 'ava';
import { CASES, readInput, readText } from './cases.ts';
import { lackOf, NAMES, PARTS, type Part } from './annotation-cases.ts';
import { MISSING_ANNOTATION_CASES } from './missing-annotation-cases.ts';

const FOLDER = 'translate/annotations/';
const byName = new Map(CASES.map((golden) => [golden.name, golden]));
const demanded = NAMES.flatMap((name) =>
  PARTS.map((part) => ({ part, name, golden: byName.get(`${FOLDER}${name}-${part}`) })),
);

test('what is listed as missing is missing, and nothing else', (t) => {
  const missing = demanded.flatMap(({ part, name, golden }) => (golden ? [] : [`${name}-${part}`]));
  t.deepEqual([...MISSING_ANNOTATION_CASES].sort(), missing.sort());
});

for (const { part, name, golden } of demanded) {
  if (!golden) continue;
  test(`${name}-${part} shows what it is there for`, async (t) => {
    const diagnostics = readText(`${golden.folder}/diagnostics.txt`) ?? '';
    t.is(await lackOf(part, name, readInput(golden), diagnostics), null);
  });
}

const TOLD =
  'error ANNOTATION_INVALID: Annotation appgw.ingress.kubernetes.io/request-timeout has the value "0"';
const saying = (
  name: string,
  value: string,
  host = 'a.example.com',
): string => `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  namespace: shop
  name: ${host[0]}
  annotations: {appgw.ingress.kubernetes.io/${name}: "${value}"}
spec:
  ingressClassName: azure-application-gateway
  rules:
  - host: ${host}
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: ${host[0]}, port: {number: 80}}}}]}
`;

const lacks = test.macro({
  exec: async (t, part: Part, manifests: string, diagnostics: string, expected: string | null) => {
    const input = { manifests, before: null, gateway: null, config: null };
    t.is(await lackOf(part, 'request-timeout', input, diagnostics), expected);
  },
  title: (_, part: Part, manifests: string, _told, expected: string | null) =>
    `${part}, ${manifests.length} characters: ${expected ?? 'fine'}`,
});
const UNSAID = 'no object says it in a way that is allowed';
test(lacks, 'effect', saying('request-timeout', '0'), '', UNSAID);
test(lacks, 'effect', saying('request-timeout', '30'), '', 'the gateway is the same without it');
test(lacks, 'effect', saying('request-timeout', '31'), '', null);
test(lacks, 'bad', saying('request-timeout', '1'), TOLD, 'no object says it in a way that is not allowed');
test(lacks, 'bad', saying('request-timeout', '0'), '', 'nobody is told');
test(lacks, 'bad', saying('request-timeout', '00'), TOLD, null);
const [ONE, OTHER] = [saying('request-timeout', '9'), saying('request-timeout', '9', 'b.example.com')];
test(lacks, 'merge', ONE + '---\n' + OTHER, '', 'no two Ingresses meet on a host or a Service');
test(
  lacks,
  'merge',
  ONE + '---\n' + saying('hostname-extension', 'a.example.com', 'b.example.com'),
  '',
  null,
);
test(lacks, 'merge', saying('ssl-redirect', 'true'), '', UNSAID);
