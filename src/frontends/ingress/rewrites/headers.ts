/** Header annotations -> one rule. What is written out goes before a preset, a preset before CORS. */
import type { AnnotationValues } from '../../../api/annotations/catalogue.ts';
import { diagnose } from '../../../diagnostics/diagnostic.ts';
import type { HeaderRewrite, Owner } from '../../../routing/model.ts';
import type { Rules } from './rules.ts';

type Preset = NonNullable<AnnotationValues['security-headers']>[number];

const ALL: readonly Preset[] = ['hsts', 'nosniff', 'frame-deny', 'referrer'];

const PRESETS: { readonly [P in Exclude<Preset, 'all'>]: HeaderRewrite } = {
  hsts: { name: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' },
  nosniff: { name: 'X-Content-Type-Options', value: 'nosniff' },
  'frame-deny': { name: 'X-Frame-Options', value: 'DENY' },
  'frame-same-origin': { name: 'X-Frame-Options', value: 'SAMEORIGIN' },
  referrer: { name: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
};

/** The gateway refuses to change these, and to remove Host (rewrite-http-headers-url). */
const FIXED = new Set(['connection', 'upgrade']);

export function headerRules(owner: Owner, values: AnnotationValues, isEncrypted: boolean): Rules {
  if (values['cors-allow-credentials'] && values['cors-allow-origin'] === '*') {
    const annotations = ['cors-allow-credentials', 'cors-allow-origin "*"'];
    return { kind: 'refused', problem: diagnose('ANNOTATIONS_EXCLUSIVE', owner, { annotations }) };
  }
  const requestHeaders = distinct([
    ...(values['request-headers-set'] ?? []),
    ...removals(values['request-headers-remove']),
  ]);
  const responseHeaders = distinct([
    ...(values['response-headers-set'] ?? []),
    ...presets(values['security-headers'], isEncrypted),
    ...cors(values),
    ...removals(values['response-headers-remove']),
  ]);
  const fixed = [...requestHeaders, ...responseHeaders].find(({ name }) => FIXED.has(name.toLowerCase()));
  const isHostRemoved = requestHeaders.some(
    ({ name, value }) => name.toLowerCase() === 'host' && value === '',
  );
  if (fixed || isHostRemoved) {
    const detail = { header: fixed?.name ?? 'Host' };
    return { kind: 'refused', problem: diagnose('HEADER_NOT_REWRITABLE', owner, detail) };
  }
  if (requestHeaders.length + responseHeaders.length === 0) return { kind: 'rules', rules: [] };
  return {
    kind: 'rules',
    rules: [{ name: 'headers', conditions: [], requestHeaders, responseHeaders, url: null }],
  };
}

const removals = (names: readonly string[] = []): readonly HeaderRewrite[] =>
  names.map((name) => ({ name, value: '' }));

/** Over plain HTTP Strict-Transport-Security must not be sent (RFC 6797, 7.2). */
const presets = (names: readonly Preset[] = [], isEncrypted: boolean): readonly HeaderRewrite[] =>
  names
    .flatMap((name) => (name === 'all' ? ALL : [name]))
    .filter((name) => isEncrypted || name !== 'hsts')
    .map((name) => PRESETS[name as keyof typeof PRESETS]);

function cors(values: AnnotationValues): readonly HeaderRewrite[] {
  const origin = values['cors-allow-origin'];
  if (origin === undefined) return [];
  const methods = values['cors-allow-methods'] ?? ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS'];
  const headers = values['cors-allow-headers'] ?? ['Authorization', 'Content-Type'];
  const exposed = values['cors-expose-headers'];
  return [
    { name: 'Access-Control-Allow-Origin', value: origin },
    { name: 'Access-Control-Allow-Methods', value: methods.join(', ').toUpperCase() },
    { name: 'Access-Control-Allow-Headers', value: headers.join(', ') },
    { name: 'Access-Control-Max-Age', value: String(values['cors-max-age'] ?? 1728) },
    ...(exposed ? [{ name: 'Access-Control-Expose-Headers', value: exposed.join(', ') }] : []),
    ...(values['cors-allow-credentials']
      ? [{ name: 'Access-Control-Allow-Credentials', value: 'true' }]
      : []),
  ];
}

/** The first of each name, sorted. */
function distinct(headers: readonly HeaderRewrite[]): readonly HeaderRewrite[] {
  const byName = new Map<string, HeaderRewrite>();
  for (const header of headers) {
    const key = header.name.toLowerCase();
    if (!byName.has(key)) byName.set(key, header);
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, header]) => header);
}
