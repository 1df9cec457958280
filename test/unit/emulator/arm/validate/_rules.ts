/** Macros and documents for the tests of one family of rules each. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { Json, JsonObject } from '../../../../../src/appgw/wire.ts';
import { child, listener, ref, rule, smallest, startArm, target, withMap } from '../_harness.ts';

type Changes = JsonObject;

/** Changes to the smallest document; with the code and the message of the refusal, or accepted. */
type Case = readonly [Changes, string, RegExp] | readonly [Changes];

export function testRules(cases: Readonly<Record<string, Case>>): void {
  for (const [title, [changes, code, message]] of Object.entries(cases)) {
    if (code === undefined || message === undefined) test(`${title}: accepted`, accepted, changes);
    else test(`${title}: refused`, refused, changes, code, message);
  }
}

async function refused(t: ExecutionContext, changes: Changes, code: string, message: RegExp): Promise<void> {
  const answer = await startArm(t).put(smallest(changes));
  t.is(answer.status, code === 'InternalServerError' ? 500 : 400);
  const { error } = answer.body as unknown as {
    error: { code: string; message: string; details: JsonObject[] };
  };
  const inner = (error.details[0] ?? error) as { code: string; message: string };
  t.is(inner.code, code);
  t.regex(inner.message, message);
}

async function accepted(t: ExecutionContext, changes: Changes): Promise<void> {
  const answer = await startArm(t).put(smallest(changes));
  t.is(answer.status, 201, JSON.stringify(answer.body));
}

export const many = (count: number, make: (index: number) => JsonObject): readonly JsonObject[] =>
  Array.from({ length: count }, (_, index) => make(index));

export const settings = (properties: JsonObject): Changes => ({
  backendHttpSettingsCollection: [child('settings', { port: 80, protocol: 'Http', ...properties })],
});
export const probe = (properties: JsonObject): JsonObject => ({
  protocol: 'Http',
  host: 'a.example',
  path: '/',
  interval: 30,
  timeout: 30,
  unhealthyThreshold: 3,
  ...properties,
});
export const probed = (properties: JsonObject): Changes => ({ probes: [child('probe', probe(properties))] });
export const hosts = (...names: readonly string[]): Changes => ({
  httpListeners: [child('listener', listener({ hostNames: names }))],
});
export const paths = (...names: readonly string[]): Changes => withMap({ paths: names, ...target });
export const redirect = (properties: JsonObject): Changes => ({
  redirectConfigurations: [child('redirect', { redirectType: 'Permanent', ...properties })],
});
export const toListener = { targetListener: ref('httpListeners', 'listener') };
export const listeners = (...all: readonly JsonObject[]): Changes => ({
  httpListeners: all.map((properties, index) => child(index === 0 ? 'listener' : `l${index}`, properties)),
});
export const rules = (...all: readonly JsonObject[]): Changes => ({
  ...listeners(...all.map((_, index) => listener({ hostName: `h${index}.example` }))),
  requestRoutingRules: all.map((properties, index) =>
    child(
      `r${index}`,
      rule({ httpListener: ref('httpListeners', index === 0 ? 'listener' : `l${index}`), ...properties }),
    ),
  ),
});
export const without = (properties: JsonObject, member: string): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => name !== member));
export const oldWaf = {
  sku: { name: 'WAF_v2', tier: 'WAF_v2' },
  webApplicationFirewallConfiguration: {
    enabled: true,
    firewallMode: 'Detection',
    ruleSetType: 'OWASP',
    ruleSetVersion: '3.1',
  },
};
export const basicSku = { sku: { name: 'Basic', tier: 'Basic' } };
export const pools = (count: number, targets: Json = []): Changes => ({
  backendAddressPools: many(count, (index) =>
    child(index === 0 ? 'pool' : `pool${index}`, { backendAddresses: targets }),
  ),
});
export const ports = (count: number): Changes => ({
  frontendPorts: many(count, (index) => child(`p${80 + index}`, { port: 80 + index })),
});
