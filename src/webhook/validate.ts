/**
 * An Ingress that is made or changed -> what the controller would say of it, from the functions that it serves with.
 * What it would say of others counts nothing, nor what it said of this one before: a bad Ingress can be worked on.
 */
import { VALIDATE_LABEL } from '../api/webhook.ts';
import type { Ingress } from '../cluster/objects.ts';
import { byAge, keyOf, type Snapshot } from '../cluster/snapshot.ts';
import { refText, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { render } from '../diagnostics/render.ts';
import { ALLOWED, type Verdict } from './review.ts';
import { modeOf, type Mode } from './verdicts.ts';

export interface ValidateOptions {
  /** Where the label of the namespace says nothing. */
  readonly mode: Mode;
  readonly codes: Readonly<Record<string, Mode>>;
  /** What the controller says of everybody. */
  readonly judge: (snapshot: Snapshot) => readonly Diagnostic[];
}

export function validate(
  snapshot: Snapshot,
  ingress: Ingress,
  { mode: usual, codes, judge }: ValidateOptions,
): Verdict {
  const mode = modeOfNamespace(snapshot, ingress.metadata.namespace) ?? usual;
  if (mode === 'off' || !isChange(snapshot, ingress)) return ALLOWED;
  const before = new Set(about(ingress, judge(snapshot)).map(textOf));
  const found = about(ingress, judge(withIngress(snapshot, ingress)))
    .filter((diagnostic) => !before.has(textOf(diagnostic)))
    .map((diagnostic) => ({ mode: modeOf(diagnostic, mode, codes), text: sentence(diagnostic) }));
  const told = (wanted: Mode): readonly string[] =>
    found.filter((one) => one.mode === wanted).map(({ text }) => text);
  const refusals = told('enforce');
  return {
    ...ALLOWED,
    refusal: refusals.length === 0 ? null : refusals.join('\n'),
    warnings: told('warn'),
  };
}

/** Null: it says nothing, or something else. */
function modeOfNamespace({ namespaces }: Snapshot, name: string): Mode | null {
  const label = namespaces.get(name)?.metadata.labels?.[VALIDATE_LABEL];
  return label === 'off' || label === 'warn' || label === 'enforce' ? label : null;
}

/** Whoever removes a finalizer changes nothing that we read. */
function isChange({ ingresses }: Snapshot, ingress: Ingress): boolean {
  const before = ingresses.find(isSame(ingress));
  return before === undefined || read(before) !== read(ingress);
}

const read = ({ metadata: { annotations = {} }, spec }: Ingress): string =>
  JSON.stringify([Object.entries(annotations).map(String).toSorted(), spec]);

const isSame =
  (ingress: Ingress) =>
  ({ metadata }: Ingress): boolean =>
    keyOf(metadata) === keyOf(ingress.metadata);

function withIngress(snapshot: Snapshot, ingress: Ingress): Snapshot {
  const isIt = isSame(ingress);
  const others = snapshot.ingresses.filter((other) => !isIt(other));
  return { ...snapshot, ingresses: [...others, ingress].toSorted(byAge) };
}

const about = ({ metadata }: Ingress, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => {
  const text = refText({ kind: 'Ingress', namespace: metadata.namespace, name: metadata.name });
  return diagnostics.filter(({ object }) => object !== null && refText(object) === text);
};

const textOf = ({ code, detail }: Diagnostic): string => JSON.stringify([code, detail]);

function sentence(diagnostic: Diagnostic): string {
  const { code, message, hint } = render(diagnostic);
  return `${message} [${code}] ${hint}`;
}
