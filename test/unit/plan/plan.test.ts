import test from 'ava';
import { COLLECTIONS, type Json, type JsonObject, type RawGateway } from '../../../src/appgw/wire.ts';
import { nameOf, propertiesOf } from '../../../src/plan/live.ts';
import { planGateway, type Plan } from '../../../src/plan/plan.ts';
import {
  blankGateway,
  desiredGateway,
  idOf,
  item,
  nameIn,
  sites,
  type SiteSpec,
} from '../../helpers/desired.ts';
import { answerTo, FOREIGN } from '../../helpers/planned.ts';
import { serverAnswer } from '../../helpers/server-answer.ts';
import { readCapture, readGetExample } from '../../helpers/shared-facts.ts';

const web: SiteSpec = {
  host: 'a.example.com',
  priority: 1000,
  members: ['10.0.0.1', '10.0.0.2'],
  paths: ['/x', '/x/*'],
};
const secure: SiteSpec = { host: 'b.example.com', priority: 1001, members: ['10.0.0.3'], certificate: 'b' };

const collection = (gateway: RawGateway, name: string): readonly JsonObject[] =>
  (gateway.properties[name] ?? []) as readonly JsonObject[];
const names = (gateway: RawGateway, of: string): readonly Json[] =>
  collection(gateway, of).map(({ name }) => name!);
const summary = (plan: Plan): readonly string[] =>
  plan.changes.map(({ action, collection, name }) => `${action} ${collection} ${name}`);

test('an empty gateway gets everything, in the order of the collections', (t) => {
  const plan = planGateway(sites([web, secure]), blankGateway());
  t.true(plan.changes.every(({ action, fields }) => action === 'create' && fields.length === 0));
  const order = plan.changes.map(({ collection: of }) => COLLECTIONS.findIndex((name) => name === of));
  t.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
  );
  t.is(plan.put, plan.document);
  t.deepEqual(plan.changes.find((change) => change.name === nameIn('httpListeners', web.host))?.owners, [
    'Ingress/shop/a.example.com',
  ]);
});

test('the inputs are left as they were', (t) => {
  const wanted = sites([web, secure]);
  const live = answerTo(wanted, planGateway(wanted, blankGateway(FOREIGN)));
  const copy = structuredClone(live);
  planGateway(sites([{ ...web, members: [] }]), live);
  t.deepEqual(live, copy);
});

test('one endpoint changes one field of one pool, and nothing else of the document', (t) => {
  const live = answerTo(sites([web, secure]), planGateway(sites([web, secure]), blankGateway(FOREIGN)));
  const plan = planGateway(sites([{ ...web, members: ['10.0.0.1', '10.0.0.9'] }, secure]), live);
  t.deepEqual(plan.changes, [
    {
      action: 'update',
      collection: 'backendAddressPools',
      name: nameIn('backendAddressPools', web.host),
      owners: ['Ingress/shop/a.example.com'],
      fields: ['/properties/backendAddresses'],
    },
  ]);
  const before = planGateway(sites([web, secure]), live).document;
  const pool = plan.changes[0]!.name;
  t.deepEqual(
    collection(plan.document, 'backendAddressPools').filter(({ name }) => name !== pool),
    collection(before, 'backendAddressPools').filter(({ name }) => name !== pool),
  );
  for (const name of COLLECTIONS.filter((name) => name !== 'backendAddressPools')) {
    t.is(plan.document.properties[name] === undefined, before.properties[name] === undefined);
    t.deepEqual(plan.document.properties[name], before.properties[name]);
  }
});

test('what is live keeps its place, what is new follows by name', (t) => {
  const live = answerTo(sites([secure]), planGateway(sites([secure]), blankGateway(FOREIGN)));
  const plan = planGateway(sites([web, secure, { ...web, host: 'aa.example.com' }]), live);
  t.deepEqual(names(plan.document, 'httpListeners'), [
    'legacy',
    nameIn('httpListeners', secure.host),
    ...[nameIn('httpListeners', web.host), nameIn('httpListeners', 'aa.example.com')].toSorted(),
  ]);
});

test('nothing is written where nothing may be', (t) => {
  const live = serverAnswer(blankGateway(FOREIGN));
  t.deepEqual(planGateway(sites([web], { readOnly: true }), live), {
    changes: [],
    put: null,
    document: live,
    diagnostics: [],
  });
});

test('a collection spelt in another case is the same collection and keeps its spelling', (t) => {
  const plan = planGateway(sites([web]), blankGateway(FOREIGN));
  t.is(plan.document.properties['frontendPorts'], undefined);
  t.deepEqual(names(plan.document, 'frontEndPorts'), [
    'appGatewayFrontendPort',
    nameIn('frontendPorts', '80'),
  ]);
  t.deepEqual(planGateway(sites([web]), plan.document).changes, []);
});

test('surrendered sub-resources go, with no owner', (t) => {
  const live = blankGateway({
    requestRoutingRules: [
      { name: 'Old', properties: { priority: 1, httpListener: idOf('httpListeners', 'legacy') } },
    ],
    httpListeners: [{ name: 'legacy', properties: {} }],
  });
  const surrendered = [
    { collection: 'httpListeners', name: 'LEGACY' },
    { collection: 'requestRoutingRules', name: 'old' },
    { collection: 'probes', name: 'absent' },
  ] as const;
  const plan = planGateway(sites([], { surrendered }), live);
  t.deepEqual(summary(plan), ['delete httpListeners legacy', 'delete requestRoutingRules Old']);
  t.deepEqual(plan.document.properties['httpListeners'], []);
});

test('a certificate: sent once, echoed bare, replaced by its successor in one document', (t) => {
  const wanted = sites([secure]);
  const first = planGateway(wanted, blankGateway());
  const [sent] = collection(first.document, 'sslCertificates');
  t.regex(propertiesOf(sent!)['password'] as string, /^[A-Za-z0-9]{8,}$/);
  t.deepEqual(planGateway(wanted, blankGateway()), first);

  const live = answerTo(wanted, first);
  const [kept] = collection(planGateway(wanted, live).document, 'sslCertificates');
  t.deepEqual(kept, {
    name: nameOf(sent)!,
    id: idOf('sslCertificates', nameOf(sent)!).id,
    properties: {},
  });

  const rotation = planGateway(sites([{ ...secure, certificate: 'renewed' }]), live);
  t.deepEqual(
    new Set(summary(rotation)),
    new Set([
      `delete sslCertificates ${nameIn('sslCertificates', 'b')}`,
      `create sslCertificates ${nameIn('sslCertificates', 'renewed')}`,
      `update httpListeners ${nameIn('httpListeners', secure.host)}`,
    ]),
  );
});

test('a certificate under our name that is not ours is sent again', (t) => {
  const wanted = sites([secure]);
  const live = serverAnswer(planGateway(wanted, blankGateway()).document, {
    leafOf: () => Buffer.from('other'),
  });
  const plan = planGateway(wanted, live);
  t.deepEqual(
    plan.changes.map(({ action, fields }) => [action, fields]),
    [['update', ['/properties/publicCertData']]],
  );
  const [certificate] = collection(plan.document, 'sslCertificates');
  t.deepEqual(Object.keys(certificate!['properties'] as JsonObject).toSorted(), ['data', 'password']);
});

test('a certificate that was moved to a vault is sent again if its key is known', (t) => {
  const wanted = sites([secure]);
  const live = answerTo(wanted, planGateway(wanted, blankGateway()));
  const moved = collection(live, 'sslCertificates').map((item) => ({
    ...item,
    properties: { keyVaultSecretId: 'x' },
  }));
  const gateway = { ...live, properties: { ...live.properties, sslCertificates: moved } };
  const plan = planGateway(wanted, gateway);
  t.deepEqual(
    plan.changes.flatMap(({ fields }) => fields),
    ['/properties/keyVaultSecretId'],
  );
  t.deepEqual(Object.keys(propertiesOf(collection(plan.document, 'sslCertificates')[0]!)).toSorted(), [
    'data',
    'password',
  ]);
  t.deepEqual(planGateway({ ...wanted, certificates: new Map() }, gateway).changes, []);
});

test('a bug of the caller is told as such', (t) => {
  const missing = desiredGateway({ sslCertificates: [item('sslCertificates', 'x', {})] });
  t.throws(() => planGateway(missing, blankGateway()), { code: 'PLAN_INVARIANT' });
  const misnamed = desiredGateway({
    frontendPorts: [{ name: 'theirs', properties: { port: 80 }, owners: [] }],
  });
  t.throws(() => planGateway(misnamed, blankGateway()), { code: 'PLAN_INVARIANT' });
});

test('another instance is foreign', (t) => {
  const theirs = sites([web]);
  const live = answerTo(theirs, planGateway(theirs, blankGateway()));
  t.deepEqual(planGateway({ ...sites([]), instance: 'k2' }, live).changes, []);
  t.true(planGateway(sites([]), live).changes.length > 0);
});

test('our own items may be spelt in another case', (t) => {
  const wanted = sites([web]);
  const live = answerTo(wanted, planGateway(wanted, blankGateway()));
  const shouted = live.properties['probes'] as readonly JsonObject[];
  const probes = shouted.map((probe) => ({ ...probe, name: nameOf(probe)!.toUpperCase() }));
  t.deepEqual(planGateway(wanted, { ...live, properties: { ...live.properties, probes } }).changes, []);
});

const observed = test.macro((t, read: (t: Parameters<typeof readGetExample>[0]) => RawGateway | null) => {
  const live = read(t);
  if (!live) return;
  const untouched = planGateway(sites([]), live);
  t.is(untouched.put, null);
  const wanted = sites([web]);
  const first = planGateway(wanted, live);
  t.true(first.changes.every(({ action }) => action === 'create'));
  for (const [name, value] of Object.entries(untouched.document.properties)) {
    const after = first.document.properties[name];
    t.deepEqual(Array.isArray(value) ? (after as Json[]).slice(0, value.length) : after, value, name);
  }
  const answer = answerTo(wanted, first);
  t.deepEqual(planGateway(wanted, answer).changes, []);
  const back = planGateway(sites([]), answer).document.properties;
  const start = planGateway(sites([]), serverAnswer(untouched.document)).document.properties;
  for (const [name, value] of Object.entries(start)) t.deepEqual(back[name], value, name);
});
test('the captured gateway', observed, (t) => readCapture(t)?.get.body ?? null);
test('Microsoft’s example gateway', observed, readGetExample);
