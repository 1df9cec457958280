import test from 'ava';
import type { CollectionName, JsonObject } from '../../../src/appgw/wire.ts';
import { mergeMembers } from '../../../src/plan/merge-members.ts';
import { SHAPES } from '../../../src/plan/shapes.ts';

const merged = test.macro(
  (t, collection: CollectionName, desired: JsonObject, live: JsonObject, expected: JsonObject) => {
    t.is(JSON.stringify(mergeMembers(SHAPES[collection], desired, live)), JSON.stringify(expected));
  },
);

const SETTINGS = 'backendHttpSettingsCollection';
test(
  'members keep their live order, new ones follow',
  merged,
  SETTINGS,
  { port: 1, path: '/', protocol: 'Http' },
  { protocol: 'Http', later: 1, port: 80 },
  { protocol: 'Http', later: 1, port: 1, path: '/' },
);
test(
  'what means the same keeps its bytes',
  merged,
  SETTINGS,
  { probe: { id: '/a' }, requestTimeout: 9 },
  { requestTimeout: 8, probe: { id: '/A' }, validateSNI: true },
  { requestTimeout: 9, probe: { id: '/A' }, validateSNI: true },
);
test(
  'what is ours and no longer wanted goes',
  merged,
  SETTINGS,
  {},
  { hostName: 'x', requestTimeout: 9, later: 1 },
  { later: 1 },
);
test(
  'unknown members stay where a known one changes',
  merged,
  SETTINGS,
  { connectionDraining: { enabled: true, drainTimeoutInSec: 5 } },
  { connectionDraining: { later: 2, enabled: true, drainTimeoutInSec: 9 } },
  { connectionDraining: { later: 2, enabled: true, drainTimeoutInSec: 5 } },
);
test(
  'and where all the known ones go',
  merged,
  SETTINGS,
  {},
  { connectionDraining: { enabled: true, drainTimeoutInSec: 9, later: 2 } },
  { connectionDraining: { later: 2 } },
);
test(
  'an object with nothing left goes',
  merged,
  SETTINGS,
  {},
  { connectionDraining: { enabled: true, drainTimeoutInSec: 9 } },
  {},
);
test(
  'a list without order is taken as it is desired',
  merged,
  'backendAddressPools',
  { backendAddresses: [{ fqdn: 'a' }, { fqdn: 'b' }] },
  { backendAddresses: [{ fqdn: 'b' }, { fqdn: 'c' }] },
  { backendAddresses: [{ fqdn: 'a' }, { fqdn: 'b' }] },
);
test(
  'path rules: the desired order, each over the live one of its name',
  merged,
  'urlPathMaps',
  {
    pathRules: [
      { name: 'new', properties: { paths: ['/n'] } },
      { name: 'a', properties: { paths: ['/b'] } },
    ],
  },
  {
    pathRules: [
      { name: 'A', id: '/x', properties: { later: 1, paths: ['/a'] } },
      { name: 'gone', properties: { paths: [] } },
    ],
  },
  {
    pathRules: [
      { name: 'new', properties: { paths: ['/n'] } },
      { name: 'A', id: '/x', properties: { later: 1, paths: ['/b'] } },
    ],
  },
);
test('path rules that all go', merged, 'urlPathMaps', {}, { pathRules: [{ name: 'a', properties: {} }] }, {});
test(
  'elements without a name: by their place',
  merged,
  'rewriteRuleSets',
  { rewriteRules: [{ name: 'r', conditions: [{ variable: 'v', pattern: 'new' }] }] },
  { rewriteRules: [{ name: 'r', conditions: [{ variable: 'v', pattern: 'old', later: 1 }] }] },
  { rewriteRules: [{ name: 'r', conditions: [{ variable: 'v', pattern: 'new', later: 1 }] }] },
);
