import test from 'ava';
import { jsonPatch } from '../../kube/api-server/patching/json-patch.ts';
import { mergePatch } from '../../kube/api-server/patching/merge-patch.ts';
import { strategicMerge } from '../../kube/api-server/patching/strategic-merge.ts';
import { builtinListKeys } from '../../kube/api-server/resources/list-keys.ts';
import type { JsonMap } from '../../kube/api-server/objects.ts';

const document = { a: 1, list: [1, 2], map: { b: 'x', 'c/d': 'y' } };

for (const [title, operations, expected] of [
  ['add a member', [{ op: 'add', path: '/e', value: 2 }], { ...document, e: 2 }],
  ['append', [{ op: 'add', path: '/list/-', value: 3 }], { ...document, list: [1, 2, 3] }],
  ['insert', [{ op: 'add', path: '/list/0', value: 0 }], { ...document, list: [0, 1, 2] }],
  ['replace', [{ op: 'replace', path: '/map/b', value: 'z' }], { ...document, map: { b: 'z', 'c/d': 'y' } }],
  ['escaped name', [{ op: 'remove', path: '/map/c~1d' }], { ...document, map: { b: 'x' } }],
  ['move', [{ op: 'move', from: '/a', path: '/z' }], { list: [1, 2], map: document.map, z: 1 }],
  ['test', [{ op: 'test', path: '/a', value: 1 }], document],
] as const) {
  test(`JSON patch: ${title}`, (t) => t.deepEqual(jsonPatch(document, operations), expected));
}

for (const [title, operations] of [
  ['test fails', [{ op: 'test', path: '/a', value: 2 }]],
  ['remove what is not there', [{ op: 'remove', path: '/nothing' }]],
  ['below what is not there', [{ op: 'add', path: '/nothing/x', value: 1 }]],
  ['index out of bounds', [{ op: 'add', path: '/list/7', value: 1 }]],
  ['unknown operation', [{ op: 'delete', path: '/a' }]],
] as const) {
  test(`JSON patch refused: ${title}`, (t) => void t.throws(() => jsonPatch(document, operations)));
}

test('merge patch: null removes, maps merge, lists are replaced', (t) => {
  const patch = { a: null, list: [9], map: { b: 'z', e: { f: null, g: 1 } } };
  t.deepEqual(mergePatch(document, patch), { list: [9], map: { b: 'z', 'c/d': 'y', e: { g: 1 } } });
});

const keys = builtinListKeys('Deployment');
const containers = [
  { name: 'a', image: '1' },
  { name: 'b', image: '2' },
];
const strategic: readonly (readonly [string, JsonMap, JsonMap, JsonMap])[] = [
  [
    'a known list merges by key',
    { containers },
    { containers: [{ name: 'b', image: '3' }, { name: 'c' }] },
    { containers: [containers[0], { name: 'b', image: '3' }, { name: 'c' }] },
  ],
  [
    '$patch: delete takes an element out',
    { containers },
    { containers: [{ name: 'a', $patch: 'delete' }] },
    { containers: [containers[1]] },
  ],
  [
    '$patch: replace',
    { containers },
    { containers: [{ $patch: 'replace' }, { name: 'z' }] },
    { containers: [{ name: 'z' }] },
  ],
  ['another list is replaced', { rules: [1, 2] }, { rules: [3] }, { rules: [3] }],
  ['finalizers are a set', { finalizers: ['a'] }, { finalizers: ['b', 'a'] }, { finalizers: ['a', 'b'] }],
  [
    'values are deleted from a set',
    { finalizers: ['a', 'b'] },
    { '$deleteFromPrimitiveList/finalizers': ['a'] },
    { finalizers: ['b'] },
  ],
  ['retainKeys', { s: { a: 1, b: 2 } }, { s: { $retainKeys: ['b'], b: 3 } }, { s: { b: 3 } }],
];
for (const [title, target, patch, expected] of strategic) {
  test(`strategic merge: ${title}`, (t) => t.deepEqual(strategicMerge(target, patch, keys), expected));
}
