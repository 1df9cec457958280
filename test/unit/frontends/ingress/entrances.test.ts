import test from 'ava';
import { entrancesOf } from '../../../../src/frontends/ingress/entrances.ts';
import { ingress } from '../../../helpers/objects.ts';
import { participant } from '../../../helpers/participants.ts';

const PREFIX = 'appgw.ingress.kubernetes.io/';
const member = (name: string, annotations: Record<string, string>) => ({
  ...participant(
    ingress({
      name,
      annotations: Object.fromEntries(
        Object.entries(annotations).map(([key, value]) => [PREFIX + key, value]),
      ),
    }),
  ),
  rules: [],
});

const stands = test.macro({
  exec: (
    t,
    annotations: readonly Record<string, string>[],
    secure: boolean,
    expected: string,
    told?: number,
  ) => {
    let count = 0;
    const members = annotations.map((each, index) => member(`i${index}`, each));
    const { plain, secure: https } = entrancesOf(members, secure, () => (count += 1));
    const text = (ports: typeof plain): string =>
      [...ports]
        .map(([port, served]) => `${port}:${served.map(({ owner }) => owner.name).join('+')}`)
        .join(' ');
    t.is(`${text(plain)} | ${text(https)}`, expected);
    t.is(count, told ?? 0);
  },
  title: (_, annotations, secure) => `${JSON.stringify(annotations)}${secure ? ' with TLS' : ''}`,
});
const PORT = { 'override-frontend-port': '8080' };
const MORE = { 'listen-ports': 'HTTP:81, HTTPS:8443' };
test(stands, [{}], false, '80:i0 | ');
test(stands, [{}, {}], true, '80:i0+i1 | 443:i0+i1');
test(stands, [PORT, {}], false, '80:i1 8080:i0 | ');
test(stands, [PORT, {}], true, '80:i1 | 443:i1 8080:i0');
test(stands, [MORE], false, '80:i0 81:i0 | ', 1);
test(stands, [MORE], true, '80:i0 81:i0 | 443:i0 8443:i0');
test(stands, [{ 'listen-ports': 'HTTP:443' }], true, '80:i0 | 443:i0');
