/** Each promise of docs/guarantees.md broken on purpose, and the test that has to notice. */

export interface Mutant {
  /** As docs/guarantees.md calls it. */
  readonly promise: string;
  /** Below `src/`. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Below `test/`. */
  readonly test: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    promise: 'foreign-unchanged',
    file: 'plan/merge.ts',
    find: 'send(change, item) : item;',
    replace: 'send(change, item) : isObject(item) ? { ...item, mine: true } : item;',
    test: 'unit/plan/plan.properties.test.ts',
  },
  {
    promise: 'foreign-unchanged',
    file: 'plan/ownership.ts',
    find: 'if ((ours && !wanted.has(key)) || surrendered.has(key))',
    replace: 'if (!wanted.has(key))',
    test: 'unit/plan/ownership.test.ts',
  },
  {
    promise: 'foreign-references',
    file: 'plan/ownership.ts',
    find: '      leftovers.delete(key);\n',
    replace: '',
    test: 'unit/plan/ownership.test.ts',
  },
  {
    promise: 'foreign-unchanged',
    file: 'appgw/names.ts',
    find: 'parsed.kind === KINDS[collection]',
    replace: 'true',
    test: 'property/ownership.test.ts',
  },
  {
    promise: 'foreign-references',
    file: 'plan/ownership.ts',
    find: 'for (const key of references(value)) {',
    replace: 'for (const key of [] as string[]) {',
    test: 'property/ownership.test.ts',
  },
  {
    promise: 'foreign-priority',
    file: 'appgw/foreign-priorities.ts',
    find: 'if (!rules.some(lacks))',
    replace: 'if (rules.length >= 0)',
    test: 'property/ownership.test.ts',
  },
  {
    promise: 'shared-gateway',
    file: 'appgw/names.ts',
    find: 'parsed !== null && parsed.instance === instance &&',
    replace: 'parsed !== null &&',
    test: 'property/ownership-shared.test.ts',
  },
  {
    promise: 'one-operation',
    file: 'controller/in-flight.ts',
    find: 'if (!isUpdating(live)) return live;',
    replace: 'return live;',
    test: 'unit/controller/in-flight.test.ts',
  },
  {
    promise: 'one-operation',
    file: 'controller/guarded-gateway.ts',
    find: '      await finishPending(gateway, lease, clock, signal, random);\n',
    replace: '',
    test: 'unit/controller/guarded-gateway.test.ts',
  },
  {
    promise: 'read-before-write',
    file: 'controller/paced-gateway.ts',
    find: 'throw lostRace();',
    replace: 'lostRace();',
    test: 'unit/controller/paced-gateway.test.ts',
  },
  {
    promise: 'no-needless-put',
    file: 'controller/decide.ts',
    find: 'pairOf(computation, live) === memory.sent',
    replace: 'false',
    test: 'unit/controller/gateway-runner.test.ts',
  },
  {
    promise: 'held-keeps-all',
    file: 'appgw/keep-standing.ts',
    find: '  return [...known.values()];',
    replace: '  return sites;',
    test: 'golden/held.test.ts',
  },
  {
    promise: 'held-keeps-all',
    file: 'plan/last-good.ts',
    find: 'const ours = liveItems(before, collection)',
    replace: 'const ours = liveItems(shown, collection)',
    test: 'unit/controller/quarantine.test.ts',
  },
  {
    promise: 'refusal-to-owner',
    file: 'controller/blame.ts',
    find: 'const of = owners.filter((owner) => hashOf(owner) === hash);',
    replace: 'const of = owners;',
    test: 'unit/controller/blame.test.ts',
  },
  {
    promise: 'refusal-to-owner',
    file: 'controller/quarantine.ts',
    find: 'heldIngresses: holdings(marked, live)',
    replace: 'heldIngresses: new Map()',
    test: 'unit/controller/quarantine.test.ts',
  },
  {
    promise: 'search-bound',
    file: 'controller/bisection.ts',
    find: 'Math.ceil(suspects.length / 2)',
    replace: '1',
    test: 'unit/controller/bisection.test.ts',
  },
  {
    promise: 'held-over-restarts',
    file: 'controller/held-set.ts',
    find: 'const entries = new Map(known.map((entry) => [entry.owner, entry]));',
    replace: 'const entries = new Map<string, HeldBack>();',
    test: 'unit/controller/quarantine.test.ts',
  },
  {
    promise: 'transient-blames-nobody',
    file: 'controller/quarantine.ts',
    find: 'const INTERNAL_TIMES = 3;',
    replace: 'const INTERNAL_TIMES = 1;',
    test: 'unit/controller/quarantine.test.ts',
  },
  {
    promise: 'always-retried',
    file: 'controller/loop.ts',
    find: "    if (outcome.kind === 'failed') waitAfter(",
    replace: "    if (outcome.kind === 'lost') waitAfter(",
    test: 'unit/controller/loop.test.ts',
  },
  {
    promise: 'tls-fails-closed',
    file: 'appgw/locate.ts',
    find: '  if (site.certificate !== null && certificate === null) return null;\n',
    replace: '',
    test: 'unit/appgw/build.test.ts',
  },
  {
    promise: 'same-bytes',
    file: 'cluster/snapshot.ts',
    find: "    ingresses: [...of('Ingress').values()].sort(byAge),",
    replace: "    ingresses: [...of('Ingress').values()],",
    test: 'unit/controller/compute.properties.test.ts',
  },
  {
    promise: 'no-fight',
    file: 'controller/lost-content.ts',
    find: '2 ** losses',
    replace: '1',
    test: 'unit/controller/lost-content.test.ts',
  },
  {
    promise: 'no-fight',
    file: 'controller/second-writer.ts',
    find: "'SECOND_WRITER'",
    replace: "'CONTENT_LOST'",
    test: 'unit/controller/second-writer.test.ts',
  },
  {
    promise: 'status-after-apply',
    file: 'controller/publisher.ts',
    find: "const isOnGateway = outcome.kind === 'applied' || outcome.kind === 'unchanged';",
    replace: 'const isOnGateway = true;',
    test: 'unit/controller/publisher.test.ts',
  },
  {
    promise: 'never-started',
    file: 'controller/reconcile.ts',
    find: '/^stop/i.test(state)',
    replace: 'false',
    test: 'unit/controller/reconcile.test.ts',
  },
  {
    promise: 'secrets-stay-secret',
    file: 'plan/redact.ts',
    find: "        return [name, '***'];",
    replace: '        return [name, value];',
    test: 'unit/plan/redact.test.ts',
  },
  {
    promise: 'lease-before-write',
    file: 'controller/guarded-gateway.ts',
    find: '      if (!lease.isFresh(FRESH_MS)) throw notLeader();\n      const record',
    replace: '      const record',
    test: 'unit/controller/guarded-gateway.test.ts',
  },
  {
    promise: 'flapping-bound',
    file: 'controller/damping.ts',
    find: 'const DROPS = 3;',
    replace: 'const DROPS = Infinity;',
    test: 'unit/controller/damping.test.ts',
  },
  {
    promise: 'removal-twice',
    file: 'controller/confirm-removal.ts',
    find: 'if (bulk === null || sites === pending) {',
    replace: 'if (bulk !== undefined) {',
    test: 'unit/controller/confirm-removal.test.ts',
  },
  {
    promise: 'fast-lane',
    file: 'controller/urgency.ts',
    find: 'route.acme ? [',
    replace: 'false ? [',
    test: 'unit/controller/urgency.test.ts',
  },
];
