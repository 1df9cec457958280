/**
 * A plan for people, as a table with one line a change, and for programs, as the JSON of `plan -o json`. Neither
 * shows a private key. Whether colour is wanted (NO_COLOR, a pipe) is for the caller to find out.
 */
import type { DesiredFirewallPolicy } from '../appgw/desired.ts';
import { parseName } from '../appgw/names.ts';
import type { RawGateway } from '../appgw/wire.ts';
import type { RenderedDiagnostic } from '../diagnostics/render.ts';
import { painter, type Paint } from '../diagnostics/paint.ts';
import { printable } from '../diagnostics/printable.ts';
import { GATEWAY } from './change.ts';
import type { Change, Plan } from './plan.ts';
import { redact } from './redact.ts';
import { renderFields } from './render-fields.ts';

const KIND = {
  [GATEWAY]: 'gateway',
  sslCertificates: 'certificate',
  trustedRootCertificates: 'backend CA',
  trustedClientCertificates: 'client CA',
  sslProfiles: 'TLS profile',
  frontendPorts: 'port',
  backendAddressPools: 'pool',
  backendHttpSettingsCollection: 'settings',
  httpListeners: 'listener',
  urlPathMaps: 'path map',
  requestRoutingRules: 'rule',
  probes: 'probe',
  rewriteRuleSets: 'rewrite set',
  redirectConfigurations: 'redirect',
} as const satisfies Record<Change['collection'], string>;

const SIGN = { create: ['green', '+'], update: ['yellow', '~'], delete: ['red', '-'] } as const;

const OWNERS_SHOWN = 3;

/** `ensure`: whether it is there is not known. */
export interface PlannedFirewallPolicy extends DesiredFirewallPolicy {
  readonly action: 'create' | 'update' | 'ensure';
}

export interface RenderOptions {
  readonly color: boolean;
}

/** `live` is the document that the plan was made on: the values before an update are read from it. */
export function renderPlan(
  plan: Plan,
  live: RawGateway,
  { color }: RenderOptions,
  firewallPolicies: readonly PlannedFirewallPolicy[] = [],
): string {
  const paint = painter(color);
  return [
    ...firewallPolicies.map((policy) => renderFirewall(policy, paint)),
    renderChanges(plan, live, paint),
  ].join('\n');
}

function renderChanges(plan: Plan, live: RawGateway, paint: Paint): string {
  if (plan.changes.length === 0) return paint('dim', 'Nothing to change: 0 PUTs');
  const widths = {
    kind: Math.max(...plan.changes.map(({ collection }) => KIND[collection].length)),
    name: Math.max(...plan.changes.map(({ name }) => printable(name).length)),
  };
  const header = paint('dim', `    ${'kind'.padEnd(widths.kind)}  ${'name'.padEnd(widths.name)}  for`);
  const rows = plan.changes.flatMap((change) => [
    renderRow(change, widths, paint),
    ...renderFields(change, live, plan.document, paint).map((line) => `      ${line}`),
  ]);
  return [header, ...rows, '', summary(plan.changes, paint)].join('\n');
}

/** The text of `plan -o json`. */
export function renderJson(
  plan: Plan,
  diagnostics: readonly RenderedDiagnostic[],
  firewallPolicies: readonly PlannedFirewallPolicy[] = [],
): string {
  const changes = plan.changes.map(({ action, collection, name, owners, fields }) => ({
    action,
    collection,
    name,
    owners,
    fields,
  }));
  const policies = firewallPolicies.map(({ action, name, base, ranges, owners }) => ({
    action,
    name,
    base,
    ranges,
    owners,
  }));
  const rest = policies.length === 0 ? {} : { firewallPolicies: policies };
  return JSON.stringify({ changes, put: plan.put && redact(plan.put), ...rest, diagnostics }, null, 2);
}

/** One of ours beside the gateway, to be written before it. */
function renderFirewall({ action, name, base, ranges, owners }: PlannedFirewallPolicy, paint: Paint): string {
  const [colour, sign] = action === 'ensure' ? (['cyan', '='] as const) : SIGN[action];
  const what = `${ranges.length} source range${ranges.length === 1 ? '' : 's'} before a copy of ${printable(base.split('/').at(-1) ?? '')}`;
  const owned = paint('cyan', renderOwners(owners));
  return `  ${paint(colour, sign)} WAF policy  ${paint('bold', name)}  ${owned}  ${paint('dim', what)}`;
}

function renderRow(
  { action, collection, name, owners }: Change,
  widths: { readonly kind: number; readonly name: number },
  paint: Paint,
): string {
  const [colour, sign] = SIGN[action];
  const cells = [
    paint(colour, sign),
    KIND[collection].padEnd(widths.kind),
    renderName(name, paint) + ' '.repeat(widths.name - printable(name).length),
    paint('cyan', renderOwners(owners)),
  ];
  return `  ${cells[0]} ${cells.slice(1).join('  ')}`.trimEnd();
}

/** Of a name of ours the readable part stands out from instance, kind and hash. */
function renderName(name: string, paint: Paint): string {
  if (!parseName(name)) return paint('bold', printable(name));
  const [instance, kind, readable, hash] = name.split('.') as [string, string, string, string];
  return `${paint('dim', `${instance}.${kind}.`)}${paint('bold', readable)}${paint('dim', `.${hash}`)}`;
}

function renderOwners(owners: readonly string[]): string {
  const more = owners.length - OWNERS_SHOWN;
  return printable(owners.slice(0, OWNERS_SHOWN).join(', ')) + (more > 0 ? ` and ${more} more` : '');
}

function summary(changes: readonly Change[], paint: Paint): string {
  const part = (action: Change['action']): string => {
    const count = changes.filter((change) => change.action === action).length;
    const text = `${count} to ${action}`;
    return count === 0 ? paint('dim', text) : paint(SIGN[action][0], text);
  };
  return `${part('create')}, ${part('update')}, ${part('delete')}: ${paint('bold', '1 PUT')}`;
}
