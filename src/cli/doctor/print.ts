/** The results for people, or for programs. */
import { painter } from '../../diagnostics/paint.ts';
import type { CheckResult, Verdict } from './check.ts';

/** What was examined, with what was found. */
export interface Section {
  /** `cluster`, `azure`, or the id of a gateway. */
  readonly subject: string;
  readonly checks: readonly CheckResult[];
}

const COLORS = { pass: 'green', fail: 'red', warn: 'yellow', skip: 'gray' } as const;
const WORDS: readonly Verdict[] = ['fail', 'warn', 'skip', 'pass'];

export function asText(sections: readonly Section[], color: boolean): string {
  const paint = painter(color);
  const all = sections.flatMap(({ checks }) => checks);
  const width = Math.max(...all.map(({ title }) => title.length));
  const lines = sections.flatMap(({ subject, checks }) => [
    paint('bold', subject),
    ...checks.flatMap(({ title, verdict, detail, hint }) => [
      `  ${paint(COLORS[verdict], verdict)}  ${title.padEnd(width)}  ${detail}`,
      ...(hint === null ? [] : [`  ${' '.repeat(width + 6)}  ${paint('gray', hint)}`]),
    ]),
    '',
  ]);
  const counts = WORDS.map((word) => ({ word, count: all.filter(({ verdict }) => verdict === word).length }));
  const summary = counts.filter(({ count }) => count > 0).map(({ word, count }) => `${count} ${word}`);
  return `${[...lines, summary.join(', ')].join('\n')}\n`;
}

export const asJson = (sections: readonly Section[]): string =>
  `${JSON.stringify({
    ok: isWell(sections),
    checks: sections.flatMap(({ subject, checks }) => checks.map((check) => ({ subject, ...check }))),
  })}\n`;

export const isWell = (sections: readonly Section[]): boolean =>
  sections.every(({ checks }) => checks.every(({ verdict }) => verdict !== 'fail'));
