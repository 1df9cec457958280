import test from 'ava';
import { ALLOWED, answer, readReview } from '../../../src/webhook/review.ts';

const REVIEW = {
  apiVersion: 'admission.k8s.io/v1',
  kind: 'AdmissionReview',
  request: { uid: 'u', operation: 'CREATE', namespace: 'shop', object: { spec: {} }, oldObject: null },
};
const request = readReview(REVIEW)!;

test('a review is read', (t) =>
  t.like(request, { uid: 'u', operation: 'CREATE', namespace: 'shop', name: '' }));
for (const body of [null, 'x', {}, { request: {} }, { request: { uid: 'u' } }])
  test(`no review: ${JSON.stringify(body)}`, (t) => t.is(readReview(body), null));

const responses = test.macro((t, verdict: Partial<typeof ALLOWED>, expected: object) =>
  t.deepEqual(answer(request, { ...ALLOWED, ...verdict }), {
    apiVersion: 'admission.k8s.io/v1',
    kind: 'AdmissionReview',
    response: { uid: 'u', ...expected },
  }),
);
test('yes', responses, {}, { allowed: true });
test(
  'no',
  responses,
  { refusal: 'why' },
  {
    allowed: false,
    status: { code: 403, reason: 'Forbidden', message: 'why' },
  },
);
test(
  'yes, but',
  responses,
  { warnings: ['a', 'b'.repeat(300)] },
  {
    allowed: true,
    warnings: ['a', `${'b'.repeat(255)}…`],
  },
);
test(
  'a patch',
  responses,
  { patch: [{ op: 'add', path: '/a', value: 1 }] },
  {
    allowed: true,
    patchType: 'JSONPatch',
    patch: Buffer.from('[{"op":"add","path":"/a","value":1}]').toString('base64'),
  },
);
