/**
 * `docs/reference/features.md`: what the gateway's API offers, and what sets it here. Rows are the members that `plan/`
 * knows, so that one which nothing sets and nobody explains fails the test.
 */
import { fieldName } from '../../src/api/annotation-defaults.ts';
import type { Annotation } from '../../src/api/annotations/annotation.ts';
import { ANNOTATIONS } from '../../src/api/annotations/catalogue.ts';
import { COLLECTIONS } from '../../src/appgw/wire.ts';
import { SHAPES } from '../../src/plan/shapes.ts';
import { ELSEWHERE, GATEWAY_MEMBERS, NOT_OFFERED } from './features.ts';
import { page, plain, table } from './markdown.ts';

const INTRODUCTION = `Every member of the sub-resources that the controller writes, the annotation that decides it, its field in
\`spec.defaults\` of an ApplicationGateway, and the golden cases that show it (folders of \`test/golden/translate\`). What is
in no row is never written and never touched.`;

const HEAD = ['member', 'annotation or source', 'spec.defaults', 'golden cases'];

export const featuresPage = (): string =>
  page('Features of the gateway', [
    INTRODUCTION,
    ...COLLECTIONS.flatMap((collection) => [
      `## ${collection}`,
      table(
        HEAD,
        membersOf(collection).map((member) => row(`${collection}.${member}`)),
      ),
    ]),
    '## The gateway itself',
    table(
      HEAD,
      Object.entries(GATEWAY_MEMBERS).map(([member, [source, field]]) => [
        code(member),
        plain(source),
        field,
        '`plan/gateway-wide`',
      ]),
    ),
    '## Not offered',
    table(
      ['feature', 'why'],
      NOT_OFFERED.map(([feature, why]) => [plain(feature), plain(why)]),
    ),
  ]);

const membersOf = (collection: (typeof COLLECTIONS)[number]): readonly string[] =>
  Object.keys(SHAPES[collection]);

function row(member: string): readonly string[] {
  const names = Object.entries(ANNOTATIONS).flatMap(([name, { sets }]: [string, Annotation<unknown>]) =>
    sets.some((path) => path === member || path.startsWith(`${member}.`) || path === member.split('.')[0])
      ? [name]
      : [],
  );
  const explained = ELSEWHERE[member];
  if (names.length === 0 && explained === undefined)
    throw new Error(`nothing sets ${member}, and nobody explains it`);
  const fields = names
    .filter((name) => ANNOTATIONS[name as keyof typeof ANNOTATIONS].defaultable)
    .map(fieldName);
  return [
    code(member),
    [
      ...names.map((name) => `[\`${name}\`](annotations.md#${name})`),
      ...(explained ? [plain(explained)] : []),
    ].join(', '),
    fields.map(code).join(', '),
    names.map((name) => `\`annotations/${name}-…\``).join(', '),
  ];
}

const code = (text: string): string => `\`${text}\``;
