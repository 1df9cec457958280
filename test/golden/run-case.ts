/**
 * One golden case. In: the texts of its input files. Out: the texts of its output files. The test compares them with
 * what is on disk, `rewrite.ts` puts them there; neither can see anything that the other does not.
 */
import { COLLECTIONS, type Json, type JsonObject } from '../../src/appgw/wire.ts';
import { isOwn } from '../../src/appgw/names.ts';
import { refText, type Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { render } from '../../src/diagnostics/render.ts';
import { liveItems, nameOf } from '../../src/plan/live.ts';
import { redact } from '../../src/plan/redact.ts';
import { renderPlan } from '../../src/plan/render.ts';
import { createMask, type Mask } from './mask.ts';
import { runPipeline, type CaseInput, type PipelineRun } from './pipeline.ts';
import { bareReferences, printJson, shortenIds } from './print.ts';

export type CaseKind = 'translate' | 'plan';

/** The first of each is what makes a folder a case. */
export const INPUTS: { readonly [K in CaseKind]: readonly string[] } = {
  translate: ['in.yaml', 'before.yaml', 'gateway.json', 'config.json'],
  plan: ['in.yaml', 'before.yaml', 'live.json', 'config.json'],
};
export const OUTPUTS: { readonly [K in CaseKind]: readonly string[] } = {
  translate: ['out.json', 'diagnostics.txt'],
  plan: ['plan.txt', 'put.json', 'diagnostics.txt'],
};

export async function runCase(kind: CaseKind, input: CaseInput): Promise<ReadonlyMap<string, string>> {
  return printRun(kind, await runPipeline(input));
}

export function printRun(kind: CaseKind, run: PipelineRun): ReadonlyMap<string, string> {
  const mask = createMask(run.certificates);
  const texts =
    kind === 'plan'
      ? { 'plan.txt': planText(run, mask), 'put.json': putText(run, mask) }
      : { 'out.json': documentText(run, mask) };
  return new Map(Object.entries({ ...texts, 'diagnostics.txt': diagnosticsText(run.diagnostics) }));
}

/** What is ours of each collection, by name: the envelope of a child says nothing else. */
function documentText({ computation, config, live }: PipelineRun, mask: Mask): string {
  const document = mask.gateway(redact(computation.plan.document));
  const collections = COLLECTIONS.flatMap((collection): [string, Json][] => {
    const own = liveItems(document, collection).filter((item) =>
      isOwn(collection, nameOf(item) ?? '', config.instance),
    );
    return own.length === 0 ? [] : [[collection, byName(own)]];
  });
  return printJson(shortenIds(bareReferences(Object.fromEntries(collections)), live.id!));
}

const byName = (children: readonly Json[]): JsonObject =>
  Object.fromEntries(
    children.map((child) => [nameOf(child) ?? '', withNamedRules((child as JsonObject)['properties']!)]),
  );

const withNamedRules = (properties: Json): Json => {
  const { pathRules, ...rest } = properties as JsonObject;
  return pathRules === undefined ? rest : { ...rest, pathRules: byName(pathRules as readonly Json[]) };
};

function putText({ computation: { plan }, live }: PipelineRun, mask: Mask): string {
  return plan.put === null
    ? 'null\n'
    : printJson(shortenIds(mask.gateway(redact(plan.put)) as unknown as Json, live.id!));
}

const planText = ({ computation: { plan }, live }: PipelineRun, mask: Mask): string =>
  `${renderPlan(mask.plan(plan), mask.gateway(live), { color: false })}\n`;

const diagnosticsText = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.length === 0 ? '(none)\n' : `${diagnostics.map(line).join('\n')}\n`;

function line(diagnostic: Diagnostic): string {
  const { severity, code, object, message } = render(diagnostic);
  return `${severity} ${code} ${object ? refText(object) : '-'}: ${message}`;
}
