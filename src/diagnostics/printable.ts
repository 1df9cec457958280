/** Text of others, made harmless for whoever reads it on a terminal or in a log. */

/** Control characters, lone surrogates, and what reorders or hides text (Unicode Cf, line and paragraph separators). */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Each as an escape that is also valid inside of a JSON string. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, escapeUnits);

/** On one line; breaks, of which texts of ARM have many, become blanks. */
export const oneLine = (text: string): string => printable(text.replace(/[\t\n\r]+/g, ' '));

/** As much of a text as a person reads. */
export const shortened = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1)}…`;

const escapeUnits = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
