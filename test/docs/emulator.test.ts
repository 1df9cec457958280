/** docs/emulator.md names all that there is, and its example does what its own lines say. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { JsonObject } from '../../src/appgw/wire.ts';
import { readFaultFile } from '../../src/cli/emulate/fault-file.ts';
import { VAULT_PROBLEMS } from '../../src/emulator/arm/certificates/vault-problems.ts';
import { FAULT_NAMES } from '../../src/emulator/arm/faults/catalogue.ts';
import { SURROUNDINGS } from '../../src/emulator/arm/validate/surroundings.ts';
import { ID, smallest, startArm, type Answered } from '../unit/emulator/arm/_harness.ts';

const ROOT = join(import.meta.dirname, '../..');
const EXAMPLE = 'examples/emulator/faults.yaml';
const PAGE = readFileSync(join(ROOT, 'docs/emulator.md'), 'utf8');
const HOUR = 3_600_000;

test('every known fault is on the page', (t) => {
  const named = [...FAULT_NAMES, ...VAULT_PROBLEMS, ...SURROUNDINGS];
  t.deepEqual(
    named.filter((name) => !PAGE.includes(`\`${name}\``)),
    [],
  );
});

test('the example does what it says, and all of it is used', async (t) => {
  const fault = await readFaultFile('--faults', EXAMPLE, ROOT);
  const arm = startArm(t, { faults: [fault], gateways: { [ID]: smallest() } });
  /** What a client comes to see: status, how the operation ended, the code. */
  const see = async (method: string): Promise<string> => {
    const sent = method === 'PUT' ? arm.put(smallest()) : arm.get();
    const answer = await sent.catch(() => null);
    if (!answer) return 'dropped';
    await arm.clock.advance(HOUR);
    const { status, error } = await outcome(answer);
    const { code } = (error ?? {}) as { readonly code?: string };
    return [String(answer.status), status as string | undefined, code].filter(Boolean).join(' ');
  };
  const outcome = async ({ headers, body }: Answered): Promise<JsonObject> => {
    const poll = headers['azure-asyncoperation'];
    if (typeof poll !== 'string') return body;
    const { pathname, search } = new URL(poll);
    return (await arm.call('GET', pathname + search)).body;
  };
  const lines = readFileSync(join(ROOT, EXAMPLE), 'utf8').matchAll(/^# (GET|PUT) -> (.+)$/gm);
  for (const [line, method = '', expected] of lines) t.is(await see(method), expected!, line);
  t.like((await arm.get()).body, {
    tags: { owner: 'somebody else' },
    properties: { operationalState: 'Stopped' },
  });
  t.is(await see('PUT'), '200 Succeeded');
  t.is(await see('GET'), '200');
});
