import type { JsonObject } from '../../../../../src/appgw/wire.ts';
import { listener } from '../_harness.ts';
import { listeners, testRules } from './_rules.ts';

const page = (statusCode: string, customErrorPageUrl = 'https://a.test/p.html'): JsonObject => ({
  statusCode,
  customErrorPageUrl,
});
const ofGateway = (...pages: readonly JsonObject[]): JsonObject => ({ customErrorConfigurations: pages });
const ofListener = (...pages: readonly JsonObject[]): JsonObject =>
  listeners(listener({ customErrorConfigurations: pages }));
const URL_CODE = 'ApplicationGatewayCustomErrorPageUrlIsInvalid';

testRules({
  'every status': [
    ofGateway(...[400, 403, 404, 405, 408, 500, 502, 503, 504].map((status) => page(`HttpStatus${status}`))),
  ],
  'a status in another case': [ofListener(page('httpstatus404'))],
  'a status that has no page': [
    ofListener(page('HttpStatus401')),
    'InvalidJson',
    /"HttpStatus401" to type 'ApplicationGatewayCustomErrorStatusCode'/,
  ],
  'no status': [
    ofGateway({ customErrorPageUrl: 'https://a.test/p.html' }),
    'ApplicationGatewayCustomErrorStatusCodeMustBeSpecified',
    /Application Gateway/,
  ],
  'one status twice': [
    ofListener(page('HttpStatus502'), page('HttpStatus502')),
    'ApplicationGatewayCustomErrorStatusCodeMustBeUnique',
    /HttpStatus502 .* Http Listener/,
  ],
  'one status at both levels': [
    { ...ofGateway(page('HttpStatus502')), ...ofListener(page('HttpStatus502')) },
  ],
  '.htm and a query': [ofGateway(page('HttpStatus502', 'http://a.test/p.HTM?sig=x'))],
  'another file': [ofGateway(page('HttpStatus502', 'https://a.test/p.php')), URL_CODE, /p\.php/],
  'another scheme': [ofListener(page('HttpStatus502', 'ftp://a.test/p.html')), URL_CODE, /ftp/],
  'no URL': [ofListener(page('HttpStatus502', '')), URL_CODE, /Http Listener/],
});
