/** The one real PUT, poll and GET that we have, sent to the emulator: the answers must be the recorded ones. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { RawGateway } from '../../../../src/appgw/wire.ts';
import { readCapture } from '../../../helpers/shared-facts.ts';
import { LATENCY, startArm } from './_harness.ts';

const withoutEtags = (document: object): unknown =>
  JSON.parse(JSON.stringify(document).replaceAll(/W\/\\"[0-9a-f-]{36}\\"/g, 'etag'));

const propertyOrder = (document: object): readonly string[] =>
  Object.keys((document as RawGateway).properties);

const onRecorded = (t: ExecutionContext, recorded: RawGateway): ReturnType<typeof startArm> =>
  startArm(t, { gateways: { [recorded.id ?? '']: recorded } });

test('a PUT of the recorded document is answered as recorded', async (t) => {
  const capture = readCapture(t);
  if (!capture) return;
  const recorded = capture.put.body;
  const arm = onRecorded(t, capture.get.body);
  const put = await arm.put(recorded, recorded.id);
  t.is(put.status, 200);
  t.deepEqual(withoutEtags(put.body), withoutEtags(recorded));
  t.deepEqual(propertyOrder(put.body), propertyOrder(recorded));
  t.is(new Set(JSON.stringify(put.body).match(/W\/\\"[^\\]+/g)).size, 1);
});

test('the headers of the PUT are the recorded ones', async (t) => {
  const capture = readCapture(t);
  if (!capture) return;
  const { headers: recorded } = capture.put as unknown as { headers: Record<string, string> };
  const { headers } = await onRecorded(t, capture.get.body).put(capture.put.body, capture.put.body.id);
  for (const name of Object.keys(recorded)) t.true(name in headers, name);
  t.is(headers['x-ms-ratelimit-remaining-subscription-writes'], '199');
  t.is(headers['x-ms-ratelimit-remaining-subscription-global-writes'], '2999');
  for (const name of ['retry-after', 'location', 'etag']) t.false(name in headers, name);
});

test('the GET afterwards is the recorded one', async (t) => {
  const capture = readCapture(t);
  if (!capture) return;
  const recorded = capture.get.body;
  const arm = onRecorded(t, recorded);
  await arm.put(capture.put.body, recorded.id);
  await arm.clock.advance(LATENCY);
  const get = await arm.get(recorded.id);
  t.deepEqual(withoutEtags(get.body), withoutEtags(recorded));
  t.is(get.headers['etag'], get.body['etag']);
});
