import test from 'ava';
import { fieldName } from '../../../../src/api/annotation-defaults.ts';
import { BACKEND_ANNOTATIONS } from '../../../../src/api/annotations/backends.ts';
import { ANNOTATIONS, type AnnotationName } from '../../../../src/api/annotations/catalogue.ts';
import { FRONTEND_ANNOTATIONS } from '../../../../src/api/annotations/frontends.ts';
import { PROBE_ANNOTATIONS } from '../../../../src/api/annotations/probes.ts';
import { REDIRECT_ANNOTATIONS } from '../../../../src/api/annotations/redirects.ts';
import { REWRITE_ANNOTATIONS } from '../../../../src/api/annotations/rewrites.ts';
import { TLS_ANNOTATIONS } from '../../../../src/api/annotations/tls.ts';
import type { Annotation } from '../../../../src/api/annotations/annotation.ts';
import { SHAPES } from '../../../../src/plan/shapes.ts';
import { COLLECTIONS, type CollectionName } from '../../../../src/appgw/wire.ts';
import type { Members } from '../../../../src/plan/shape.ts';

/** Of release 1.9.8, the Istio one aside, which has no effect there. */
const OF_AGIC = [
  'appgw-ssl-certificate',
  'appgw-ssl-profile',
  'appgw-trusted-root-certificate',
  'backend-hostname',
  'backend-path-prefix',
  'backend-protocol',
  'connection-draining',
  'connection-draining-timeout',
  'cookie-based-affinity',
  'cookie-based-affinity-distinct-name',
  'health-probe-hostname',
  'health-probe-interval',
  'health-probe-path',
  'health-probe-port',
  'health-probe-status-codes',
  'health-probe-timeout',
  'health-probe-unhealthy-threshold',
  'hostname-extension',
  'override-frontend-port',
  'request-timeout',
  'rewrite-rule-set',
  'rewrite-rule-set-custom-resource',
  'rule-priority',
  'ssl-redirect',
  'use-private-ip',
  'waf-policy-for-path',
];
const AREAS = [
  BACKEND_ANNOTATIONS,
  FRONTEND_ANNOTATIONS,
  PROBE_ANNOTATIONS,
  REDIRECT_ANNOTATIONS,
  REWRITE_ANNOTATIONS,
  TLS_ANNOTATIONS,
];
const NAMES = Object.keys(ANNOTATIONS) as AnnotationName[];
const row = (name: AnnotationName): Annotation<unknown> => ANNOTATIONS[name];

for (const name of NAMES) {
  test(`${name}: its example is allowed`, (t) => t.not(row(name).type.parse(row(name).example), undefined));
  test(`${name}: what it sets exists`, (t) => {
    for (const member of row(name).sets) t.true(exists(member.split('.')), member);
  });
  test(`${name}: has words for the reference`, (t) => {
    const { absent, description, type } = row(name);
    t.notRegex(absent, /^$|\.$/, 'a phrase');
    t.regex(description, /^[^a-z].*\.$|^passthrough .*\.$/s, 'a sentence');
    t.notRegex(type.allowed, /^$|\.$/, 'a phrase');
    t.is(type.json === 'integer', type.range !== undefined);
  });
  // An empty query is one: it removes what the client sent.
  test(`${name}: the empty text`, (t) =>
    t.is(row(name).type.parse(''), name === 'rewrite-query' ? '' : undefined));
}

test('no name is in two areas, and no area is left out', (t) =>
  t.deepEqual(AREAS.flatMap((area) => Object.keys(area)).sort(), [...NAMES].sort()));
test('no two have one field of spec.defaults', (t) => t.is(new Set(NAMES.map(fieldName)).size, NAMES.length));
test("AGIC's are all there", (t) =>
  t.deepEqual(NAMES.filter((name) => row(name).origin === 'agic').sort(), [...OF_AGIC].sort()));

/** Against the members that `plan/` compares; what is written to a certificate never comes back and is not among them. */
function exists([first = '', ...rest]: readonly string[]): boolean {
  const members = first === 'pathRules' ? pathRule() : SHAPES[first as CollectionName];
  return (first === 'pathRules' || COLLECTIONS.includes(first as CollectionName)) && within(members, rest);
}

function within(members: Members, [first, ...rest]: readonly string[]): boolean {
  if (first === undefined) return true;
  const shape = members[first];
  if (!shape) return false;
  return (
    rest.length === 0 ||
    ('members' in shape && within(shape.members, rest)) ||
    shape.kind === 'value' ||
    shape.kind === 'set'
  );
}

function pathRule(): Members {
  const rules = SHAPES.urlPathMaps['pathRules'];
  const properties = rules && 'members' in rules ? rules.members['properties'] : undefined;
  return properties && 'members' in properties ? properties.members : {};
}
