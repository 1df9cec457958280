/**
 * Two instances on one gateway (decision 2), with the same names of objects in both clusters and edits at the same
 * moment. Where ARM heeds If-Match no PUT undoes anything of the other. Without it the second of two simultaneous PUTs
 * may; what was undone comes back.
 */
import test from 'ava';
import type { ClusterObject } from '../../src/cluster/objects.ts';
import type { RawGateway } from '../../src/appgw/wire.ts';
import { createRandom, type Random } from '../chaos/random.ts';
import { ingress } from '../helpers/objects.ts';
import { routes } from '../helpers/pipeline.ts';
import { gateway } from '../helpers/routing.ts';
import { THEIRS, WORLD } from '../helpers/world.ts';
import { isOf, shareGateway, type SharedGateway, type Member } from './shared-gateway.ts';
import { partsOf } from './standing.ts';

const RUNS = Number(process.env['OWNERSHIP_RUNS'] ?? 80) / 10;
const SLOTS = 4;
const WAITS = [0, 150, 2000, 7000, 20_000, 75_000];
const LOOK_MS = 5000;
const MOST_QUIET_MS = 2 * 3_600_000;

/** The host that both want: one of them gets it. */
const CONTESTED = 'both.example.com';
const hostOf = (instance: string, slot: number): string => `h${slot}.${instance}.example.com`;

interface Cluster {
  readonly member: Member;
  readonly slots: Map<number, ClusterObject>;
}

function edit({ member, slots }: Cluster, random: Random, age: number): void {
  const slot = random.below(SLOTS);
  const host = slot === 0 ? CONTESTED : hostOf(member.instance, slot);
  if (random.below(4) === 0) slots.delete(slot);
  else
    slots.set(slot, ingress({ name: `i${slot}`, age, rules: { [host]: [random.pick(['/', '/x', '=/y'])] } }));
  member.change([...WORLD, ...slots.values()]);
}

async function untilConverged(
  { clock, document }: SharedGateway,
  members: readonly Member[],
): Promise<string[]> {
  const left = (): string[] => members.flatMap((member) => member.left());
  for (let passed = 0; passed < MOST_QUIET_MS; passed += LOOK_MS) {
    await clock.pass(LOOK_MS);
    if (document().properties['provisioningState'] === 'Succeeded' && left().length === 0) return [];
  }
  return left();
}

const isOfAny = (key: string): boolean => isOf('east')(key) || isOf('west')(key);

async function playTogether(before: RawGateway, seed: number, ifMatch: boolean) {
  const random = createRandom(seed);
  const shared = await shareGateway(before, random, ifMatch);
  const start = partsOf(shared.document(), isOfAny);
  const clusters = ['east', 'west'].map((instance): Cluster => ({
    member: shared.join(instance, WORLD),
    slots: new Map(),
  }));
  const members = clusters.map(({ member }) => member);
  for (let round = 0; round < 6; round++) {
    for (const cluster of clusters) edit(cluster, random, round);
    await shared.clock.pass(random.pick(WAITS));
  }
  const broken = await untilConverged(shared, members);
  const served = routes(shared.document());
  for (const { member, slots } of clusters)
    for (const slot of slots.keys())
      if (slot > 0 && served[`${hostOf(member.instance, slot)}:80 else`] === undefined)
        broken.push(`${hostOf(member.instance, slot)} is not served`);
  for (const { member } of clusters) member.change(WORLD);
  broken.push(...(await untilConverged(shared, members)));
  const end = partsOf(shared.document(), isOfAny);
  broken.push(...start.filter((text) => !end.includes(text)).map((text) => `lost or changed: ${text}`));
  broken.push(...end.filter((text) => !start.includes(text)).map((text) => `new: ${text}`));
  if (ifMatch) broken.push(...shared.overwritten.map((text) => `overwritten by ${text}`));
  for (const member of members) await member.stop();
  await shared.close();
  return { broken, puts: shared.puts(), overwritten: shared.overwritten.length };
}

const together = test.macro({
  exec: async (t, before: RawGateway, ifMatch: boolean) => {
    const sum = { puts: 0, overwritten: 0 };
    const failed: string[] = [];
    for (let seed = 0; seed < RUNS; seed++) {
      const { broken, puts, overwritten } = await playTogether(before, seed, ifMatch);
      sum.puts += puts;
      sum.overwritten += overwritten;
      if (broken.length > 0) failed.push([`seed ${seed}`, ...broken].join('\n  '));
    }
    t.log(`${RUNS} histories, ${sum.puts} PUTs, ${sum.overwritten} parts undone by a simultaneous PUT`);
    t.true(sum.puts > 0);
    t.deepEqual(failed, []);
  },
  title: (name) => `two instances on ${name}`,
});

const { somethingNew: _unknownToArm, ...properties } = THEIRS.properties;
const SHARED = { ...THEIRS, properties };
test('a gateway of a third, where ARM heeds If-Match', together, SHARED, true);
test('a gateway of a third, where it does not', together, SHARED, false);
test('an empty gateway', together, gateway(), true);
