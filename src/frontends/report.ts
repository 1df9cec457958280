import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Takes what the owner of an object should know. */
export type Report = (diagnostic: Diagnostic) => void;
