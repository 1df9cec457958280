import test from 'ava';
import { gatewayProperties } from '../../../src/appgw/gateway-wide.ts';

test('what is not asked for is not there', (t) => {
  t.deepEqual(gatewayProperties({}), {});
  t.deepEqual(gatewayProperties({ http2: false }), { enableHttp2: false });
  t.deepEqual(gatewayProperties({ responseBuffering: false }), {
    globalConfiguration: { enableResponseBuffering: false },
  });
});
