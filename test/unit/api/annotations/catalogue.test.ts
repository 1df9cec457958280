import test from 'ava';
import { ANNOTATIONS, type AnnotationName } from '../../../../src/api/annotations/catalogue.ts';
import type { Annotation } from '../../../../src/api/annotations/annotation.ts';
import { SHAPES } from '../../../../src/plan/shapes.ts';
import { COLLECTIONS, type CollectionName } from '../../../../src/appgw/wire.ts';
import type { Members } from '../../../../src/plan/shape.ts';

const NAMES = Object.keys(ANNOTATIONS) as AnnotationName[];
const row = (name: AnnotationName): Annotation<unknown> => ANNOTATIONS[name];

for (const name of NAMES) {
  test(`${name}: its example is allowed`, (t) => t.not(row(name).type.parse(row(name).example), undefined));
  test(`${name}: what it sets exists`, (t) => {
    for (const member of row(name).sets) t.true(exists(member.split('.')), member);
  });
  // An empty query is one: it removes what the client sent.
  test(`${name}: the empty text`, (t) =>
    t.is(row(name).type.parse(''), name === 'rewrite-query' ? '' : undefined));
}

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
