/** Whatever one tenant writes stays in its place: in the document, and in the texts that are made of it. */
import assert from 'node:assert/strict';
import test from 'ava';
import * as fc from 'fast-check';
import type { Json, RawGateway } from '../../src/appgw/wire.ts';
import { COLLECTIONS } from '../../src/appgw/wire.ts';
import { isOwn } from '../../src/appgw/names.ts';
import type { Computation } from '../../src/controller/compute.ts';
import { render, renderText } from '../../src/diagnostics/render.ts';
import { eventObject } from '../../src/kube/event-object.ts';
import { renderPlan } from '../../src/plan/render.ts';
import { ingress } from '../helpers/objects.ts';
import { childrenOf, routes, run } from '../helpers/pipeline.ts';
import { THEIRS, WORLD } from '../helpers/world.ts';
import { tenant, TENANT } from './nasty.ts';

/** Plain assertions inside of properties: thousands of ava's take longer than what is tested. */
const OPTIONS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 150) };
const POLICY = {
  policy: { hostClaims: [{ hosts: ['a.com', '*.a.com'], namespaces: ['shop'] }] },
};
const FIRST = [
  ...WORLD,
  ingress({ age: 0, rules: { 'a.com': ['/ web', '=/x api'] }, tls: [['cert', 'a.com']] }),
];
const together = (objects: Parameters<typeof run>[0], config = {}): Computation =>
  run([...FIRST, ...objects], THEIRS, config);

/** Everything of ours has a name of ours, everything else is as it was. */
function isIntact({ plan: { document } }: Computation): boolean {
  return COLLECTIONS.every((collection) => {
    const foreign = childrenOf(THEIRS, collection).map(({ name }) => name);
    const names = childrenOf(document, collection).map(({ name }) => name);
    return (
      new Set(names).size === names.length &&
      names.every((name) => foreign.includes(name) || isOwn(collection, name, 'default')) &&
      foreign.every((name) => names.includes(name))
    );
  });
}

/** References that lead nowhere. */
function dangling({ plan: { document } }: Computation): readonly string[] {
  const known = new Set(
    Object.entries(document.properties).flatMap(([collection, items]) =>
      Array.isArray(items)
        ? (items as readonly { readonly name?: string }[]).map(({ name }) =>
            `${collection}/${name}`.toLowerCase(),
          )
        : [],
    ),
  );
  const own = `${document.id}/`.toLowerCase();
  return idsIn(document.properties as Json).filter((id) => {
    const lower = id.toLowerCase();
    if (!lower.startsWith(own)) return !outside(THEIRS).has(id);
    return !known.has(lower.slice(own.length).split('/').slice(0, 2).join('/'));
  });
}

const outside = (gateway: RawGateway): ReadonlySet<string> => new Set(idsIn(gateway.properties));

function idsIn(value: Json): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(idsIn);
  return Object.entries(value).flatMap(([key, member]) =>
    key === 'id' && typeof member === 'string' ? [member] : idsIn(member),
  );
}

test('a document of ours and the foreign ones, whatever a tenant writes', (t) => {
  fc.assert(
    fc.property(tenant, (objects) => {
      const computation = together(objects);
      assert.ok(isIntact(computation));
      assert.deepEqual(dangling(computation), []);
      assert.equal(
        JSON.stringify(JSON.parse(JSON.stringify(computation.plan.document))),
        JSON.stringify(computation.plan.document),
      );
    }),
    OPTIONS,
  );
  t.pass();
});

const of = (host: string, { plan }: Computation): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(routes(plan.document)).filter(([where]) => where.startsWith(`${host}:`)));

test('the site of another tenant stays as it was', (t) => {
  const alone = of('a.com', together([], POLICY));
  t.true(Object.keys(alone).length === 3);
  fc.assert(
    fc.property(tenant, (objects) => {
      const computation = together(objects, POLICY);
      assert.deepEqual(of('a.com', computation), alone);
      assert.deepEqual(
        computation.diagnostics.filter(({ object }) => object?.namespace === 'shop').map(({ code }) => code),
        [],
      );
    }),
    OPTIONS,
  );
  t.pass();
});

test('no pod of another tenant is reached', (t) => {
  fc.assert(
    fc.property(tenant, (objects) => {
      const reached = Object.entries(routes(together(objects).plan.document)).filter(
        ([where]) =>
          !where.startsWith('a.com:') && !where.startsWith('theirs.org') && !where.startsWith('*:8080'),
      );
      for (const [where, pods] of reached) assert.doesNotMatch(pods, /10\.0\./, where);
    }),
    OPTIONS,
  );
  t.pass();
});

// The breaks between lines are ours.
const HARMFUL = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const IDENTITY = { apiVersion: 'networking.k8s.io/v1', uid: '1', resourceVersion: '1' };
const REPORTER = { controller: 'c', instance: 'i' };

test('texts for people obey nobody', (t) => {
  fc.assert(
    fc.property(tenant, (objects) => {
      const computation = together(objects);
      assert.doesNotMatch(renderPlan(computation.plan, THEIRS, { color: false }), HARMFUL);
      for (const diagnostic of computation.diagnostics) {
        const text = renderText(diagnostic, { color: false });
        assert.doesNotMatch(text, HARMFUL);
        assert.equal(text.split('\n').length, 2);
        const { object } = diagnostic;
        if (object?.namespace !== TENANT) continue;
        const { note } = eventObject({ ...diagnostic, object }, IDENTITY, REPORTER, 0);
        assert.doesNotMatch(String(note), /[\p{Cc}\p{Cf}\p{Cs}]/u);
        assert.ok(render(diagnostic).message.length <= 4_100);
      }
    }),
    OPTIONS,
  );
  t.pass();
});

test('a longer name, host or value than anybody has is answered like any other', (t) => {
  const long = 'x'.repeat(1_000_000);
  const evil = ingress({
    namespace: TENANT,
    name: 'long',
    rules: { [long]: [`/${long} web`, `=/${long} ${long}`], 'evil.org': [`~/${long}`] },
    tls: [[long, long]],
    annotations: { 'appgw.ingress.kubernetes.io/response-headers-set': `X:${' '.repeat(200_000)}\u0001` },
  });
  const computation = together([evil]);
  t.true(isIntact(computation));
  for (const diagnostic of computation.diagnostics) t.true(render(diagnostic).message.length < 5_000);
});
