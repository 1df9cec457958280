import test from 'ava';
import type { RawGateway } from '../../../../../src/appgw/wire.ts';
import { scripted } from '../../../../../src/emulator/arm/faults/scripted.ts';
import { ID, smallest, startArm } from '../_harness.ts';

const tagged = (document: RawGateway): RawGateway => ({ ...document, tags: { owner: 'x' } });

test('their PUT takes the place of one that runs, and is done before the next request', async (t) => {
  const faults = [scripted([{ on: 'get', action: { kind: 'otherWriter', edit: tagged } }])];
  const arm = startArm(t, { faults, gateways: { [ID]: smallest() } });
  const put = await arm.put(smallest());
  t.like((await arm.get()).body, { tags: { owner: 'x' }, properties: { provisioningState: 'Succeeded' } });
  const { pathname, search } = new URL(String(put.headers['azure-asyncoperation']));
  t.like((await arm.call('GET', pathname + search)).body, { status: 'Canceled' });
});

test('nothing befalls a gateway that is not there', async (t) => {
  const faults = [
    scripted([
      { on: 'get', action: { kind: 'otherWriter', edit: tagged } },
      { on: 'get', action: { kind: 'state', provisioningState: 'Failed' } },
    ]),
  ];
  const arm = startArm(t, { faults });
  t.is((await arm.get()).status, 404);
  t.is((await arm.get()).status, 404);
});

test('a state is a new etag', async (t) => {
  const faults = [scripted([{ on: 'get', skip: 1, action: { kind: 'state', operationalState: 'Stopped' } }])];
  const arm = startArm(t, { faults, gateways: { [ID]: smallest() } });
  const { etag } = (await arm.get()).body;
  const after = (await arm.get()).body;
  t.not(after['etag'], etag);
  t.like(after, { properties: { provisioningState: 'Succeeded', operationalState: 'Stopped' } });
});
