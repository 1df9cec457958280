/** `docs/reference/annotations.md`: every annotation of the catalogue. */
import { fieldName } from '../../src/api/annotation-defaults.ts';
import type { Annotation } from '../../src/api/annotations/annotation.ts';
import { BACKEND_ANNOTATIONS } from '../../src/api/annotations/backends.ts';
import { ANNOTATION_PREFIX } from '../../src/api/annotations/catalogue.ts';
import { FRONTEND_ANNOTATIONS } from '../../src/api/annotations/frontends.ts';
import { PROBE_ANNOTATIONS } from '../../src/api/annotations/probes.ts';
import { REDIRECT_ANNOTATIONS } from '../../src/api/annotations/redirects.ts';
import { REWRITE_ANNOTATIONS } from '../../src/api/annotations/rewrites.ts';
import { TLS_ANNOTATIONS } from '../../src/api/annotations/tls.ts';
import { page, plain, table } from './markdown.ts';

type Rows = { readonly [name: string]: Annotation<unknown> };

const AREAS: readonly (readonly [title: string, rows: Rows])[] = [
  ['TLS', TLS_ANNOTATIONS],
  ['Redirects', REDIRECT_ANNOTATIONS],
  ['Rewrites', REWRITE_ANNOTATIONS],
  ['Backends', BACKEND_ANNOTATIONS],
  ['Probes', PROBE_ANNOTATIONS],
  ['Frontends, ports, hosts and firewall', FRONTEND_ANNOTATIONS],
];

const INTRODUCTION = `Annotations of an Ingress, all under the prefix \`${ANNOTATION_PREFIX}\`. Those of AGIC have its names and its meaning;
where they differ, [migrate from AGIC](../migrate-from-agic.md) says how. An annotation holds for the whole Ingress. Key
and value are checked: a bad value is an error and the annotation is as if absent, or, where that would weaken security
("holds back"), the last good configuration of the Ingress stays; so it does where such a value comes from its Service or
its IngressClass. A key that is not known is a warning that names the closest one; so is one that has no effect where it
stands.

**Where a value comes from**: the Ingress, else its Service (marked S), else its IngressClass (C), else \`spec.defaults\`
of its ApplicationGateway (D, in the spelling of the last column), else the default in the table.

**Who decides**: settings of a *host* are those of the oldest Ingress that gives them, and the others are told
(\`HOST_SETTING_CONFLICT\`). Settings of a *path* or a *backend* hold for the paths of the Ingress that gives them; two
Ingresses that lead to one Service in different ways get two backend settings.`;

export const annotationsPage = (): string =>
  page('Annotations', [
    INTRODUCTION,
    ...AREAS.flatMap(([title, rows]) => [
      `## ${title}`,
      overview(rows),
      ...Object.entries(rows).map(details),
    ]),
  ]);

const overview = (rows: Rows): string =>
  table(
    ['annotation', 'of', 'without it', 'where', 'from'],
    Object.entries(rows).map(([name, { scope, absent, onService, defaultable, origin }]) => [
      `[\`${name}\`](#${name})`,
      scope,
      plain(absent),
      [onService && 'S', defaultable && 'C', defaultable && 'D'].filter(Boolean).join(' '),
      origin === 'agic' ? 'AGIC' : 'ours',
    ]),
  );

function details([name, { type, description, example, sets, onBadValue, defaultable }]: [
  string,
  Annotation<unknown>,
]): string {
  const lines = [
    `### ${name}`,
    plain(description),
    [
      `- Value: ${plain(type.allowed)}.`,
      `- Example: \`${name}: ${JSON.stringify(example)}\``,
      `- Sets ${sets.map((member) => `\`${member}\``).join(', ')}.`,
      `- A bad value ${onBadValue === 'heldBack' ? 'holds back the Ingress' : 'is as if absent'}.`,
      ...(defaultable ? [`- In \`spec.defaults\`: \`${fieldName(name)}\`.`] : []),
    ].join('\n'),
  ];
  return lines.join('\n\n');
}
