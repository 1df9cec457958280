/** Colour that is switched by an argument, not by the environment of the process. */
import { styleText, type InspectColor } from 'node:util';

export type Paint = (style: InspectColor, text: string) => string;

export const painter =
  (color: boolean): Paint =>
  (style, text) =>
    color && text !== '' ? styleText(style, text, { validateStream: false }) : text;
