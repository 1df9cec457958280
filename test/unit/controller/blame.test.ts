import test from 'ava';
import { ArmError, type ArmErrorFields } from '../../../src/controller/arm-error.ts';
import { blame } from '../../../src/controller/blame.ts';
import { desiredGateway, GATEWAY_ID, nameIn } from '../../helpers/desired.ts';

const WEB = 'Ingress/shop/web';
const API = 'Ingress/shop/api';
const OTHER = 'Ingress/blog/other';
const SETTINGS = nameIn('backendHttpSettingsCollection', 'http-80');
const MAP = nameIn('urlPathMaps', 'a-com-80');
const PATH = nameIn('pathRules', 'api', 'api');
const VAULT = 'https://v.vault.azure.net/secrets/a';

const DESIRED = desiredGateway({
  backendHttpSettingsCollection: [{ name: SETTINGS, properties: {} as never, owners: [WEB, OTHER] }],
  sslCertificates: [
    { name: 'k1.cert.a.0123456789ab', properties: { keyVaultSecretId: VAULT }, owners: [OTHER] },
  ],
  urlPathMaps: [
    {
      name: MAP,
      properties: { pathRules: [{ name: PATH, properties: { paths: ['/api'] } }] },
      owners: [API, WEB],
    },
  ],
});
const EVERYBODY = [WEB, API, OTHER];

const isBlamed = test.macro({
  exec: (
    t,
    error: Partial<ArmErrorFields>,
    changed: readonly string[],
    expected: ReturnType<typeof blame>,
  ) => {
    const said = new ArmError({ code: 'C', kind: 'invalid', message: 'no', ...error });
    t.deepEqual(blame(said, DESIRED, changed), expected);
  },
  title: (name) => name!,
});
const guilty = (...owners: string[]) => ({ guilty: owners, suspects: [] });
const suspects = (...owners: string[]) => ({ guilty: [], suspects: owners });

test(
  'by the id of a sub-resource',
  isBlamed,
  { targets: [`${GATEWAY_ID}/backendHttpSettingsCollection/${SETTINGS}`] },
  EVERYBODY,
  guilty(WEB, OTHER),
);
test(
  'by its name, in any case',
  isBlamed,
  { message: `Settings '${SETTINGS.toUpperCase()}' are bad.` },
  EVERYBODY,
  guilty(WEB, OTHER),
);
test(
  'by a detail',
  isBlamed,
  { details: [{ code: 'D', message: `see ${SETTINGS}.` }] },
  EVERYBODY,
  guilty(WEB, OTHER),
);
test('only who has changed', isBlamed, { message: SETTINGS }, [OTHER, API], guilty(OTHER));
test(
  'a path rule leads to its own owner',
  isBlamed,
  { message: `${MAP}/pathRules/${PATH}` },
  EVERYBODY,
  guilty(API),
);
test('of a map one of those who changed it', isBlamed, { message: MAP }, EVERYBODY, suspects(API, WEB));
test('of a map the only one who changed it', isBlamed, { message: MAP }, [WEB, OTHER], guilty(WEB));
test('nobody is named', isBlamed, {}, [WEB, API], suspects(WEB, API));
test(
  'somebody is named who has not changed',
  isBlamed,
  { message: PATH },
  [WEB, OTHER],
  suspects(WEB, OTHER),
);
test('nobody has changed', isBlamed, { message: PATH }, [], suspects());
test(
  'by the secret of a vault',
  isBlamed,
  { code: 'ApplicationGatewayKeyVaultSecretException', message: VAULT },
  EVERYBODY,
  guilty(OTHER),
);
