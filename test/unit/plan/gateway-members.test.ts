import test from 'ava';
import type { DesiredProperties } from '../../../src/appgw/desired.ts';
import type { JsonObject } from '../../../src/appgw/wire.ts';
import { gatewayMeaning } from '../../../src/plan/gateway-members.ts';
import { desiredHash, ownHash } from '../../../src/plan/hash.ts';
import { planGateway } from '../../../src/plan/plan.ts';
import { renderPlan } from '../../../src/plan/render.ts';
import { blankGateway, desiredGateway, INSTANCE } from '../../helpers/desired.ts';

const plan = (gateway: DesiredProperties, live: JsonObject = {}) =>
  planGateway(desiredGateway({}, { gateway }), blankGateway(live));

const changes = test.macro({
  exec: (t, wanted: DesiredProperties, live: JsonObject, fields: readonly string[]) => {
    const planned = plan(wanted, live);
    t.deepEqual(
      planned.changes,
      fields.length === 0
        ? []
        : [
            {
              action: 'update',
              collection: 'applicationGateways',
              name: 'dev',
              owners: [],
              fields: fields.map((field) => `/properties/${field}`),
            },
          ],
    );
    t.is(planned.put === null, fields.length === 0);
    t.deepEqual(plan(wanted, planned.document.properties).changes, []);
  },
  title: (name) => name!,
});
const buffering = (enableRequestBuffering: boolean, rest: JsonObject = {}) => ({
  globalConfiguration: { enableRequestBuffering, ...rest },
});
test('nothing is asked for', changes, {}, { enableHttp2: true, ...buffering(false) }, []);
test('HTTP/2 on', changes, { enableHttp2: true }, {}, ['enableHttp2']);
test('HTTP/2 off where it is off', changes, { enableHttp2: false }, {}, []);
test('buffering on where it is on', changes, buffering(true), {}, []);
test('buffering off', changes, buffering(false), {}, ['globalConfiguration']);
test(
  'only the member that is asked for',
  changes,
  buffering(false),
  buffering(true, { enableResponseBuffering: false }),
  ['globalConfiguration/enableRequestBuffering'],
);

test('members of others stay, also beside ours', (t) => {
  const live = {
    enableHttp2: true,
    ...buffering(true, { odd: 1, enableResponseBuffering: false }),
    enableFips: true,
  };
  t.deepEqual(plan(buffering(false), live).put?.properties, {
    ...blankGateway().properties,
    enableHttp2: true,
    globalConfiguration: { enableRequestBuffering: false, odd: 1, enableResponseBuffering: false },
    enableFips: true,
  });
});

test('a person sees what it was', (t) => {
  const text = renderPlan(
    plan({ enableHttp2: true }, { enableHttp2: false }),
    blankGateway({ enableHttp2: false }),
    {
      color: false,
    },
  );
  t.regex(text, /~ gateway +dev\n +enableHttp2 +false → true/);
});

test('both hashes know it', (t) => {
  t.not(desiredHash(desiredGateway({}, { gateway: { enableHttp2: true } })), desiredHash(desiredGateway({})));
  t.not(ownHash(blankGateway({ enableHttp2: true }), INSTANCE), ownHash(blankGateway(), INSTANCE));
  t.is(ownHash(blankGateway({ enableHttp2: false }), INSTANCE), ownHash(blankGateway(), INSTANCE));
  t.deepEqual(gatewayMeaning({ enableFips: true }), gatewayMeaning({}));
});
