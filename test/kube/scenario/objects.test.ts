/** What changes in the cluster arrives on the gateway, and the status says so afterwards. */
import { connect } from 'node:tls';
import { once } from 'node:events';
import { makeCertificate, tlsSecret } from '../../helpers/certificates.ts';
import { ingress, ingressClass, service, slice } from '../../helpers/objects.ts';
import { eventually, type Lab } from './lab.ts';
import { toKube, WEB } from './objects.ts';
import { scenario } from './scenario.ts';

const isSet = (addresses: readonly unknown[]): boolean => addresses.length === 1;
const isEmpty = (list: readonly unknown[]): boolean => list.length === 0;
const isServed = (lab: Lab, name = 'web') =>
  eventually(`the address of ${name}`, () => lab.addresses(name), isSet);

scenario(
  '500 Ingresses that were there before arrive in one PUT, and all of them are told',
  async (t, lab) => {
    const numbers = Array.from({ length: 50 }, (_, number) => number);
    await lab.api.load(
      numbers.flatMap((number) => [
        toKube(service({ name: `web-${number}` })),
        toKube(slice([`10.0.1.${number + 1}`], { service: `web-${number}` })),
        ...Array.from({ length: 10 }, (_, path) =>
          toKube(
            ingress({
              name: `ingress-${number}-${path}`,
              rules: { [`h${number}.com`]: [`/p${path} web-${number}`] },
            }),
          ),
        ),
      ]),
    );
    await lab.start();
    const list = () => lab.api.admin.list({ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress' });
    const withAddress = async () =>
      (await list()).filter(({ status }) => JSON.stringify(status ?? null).includes('"ip"')).length;
    await eventually('500 addresses', withAddress, (count) => count === 500);
    t.is(lab.azure.puts().length, 1);
    t.is(lab.hosts().length, 50);
    t.is(await lab.ask('h49.com', '/p9'), '10.0.1.50');
  },
);

scenario('an Ingress is created, changed and deleted', async (t, lab) => {
  await lab.start();
  await lab.create(WEB);
  await isServed(lab);
  t.deepEqual(lab.hosts(), ['a.com']);
  t.is(await lab.ask('a.com'), '10.0.0.1');
  await lab.patch(WEB, { spec: ingress({ rules: { 'b.com': ['/'] } }).spec });
  await eventually('the other host', lab.hosts, ([host]) => host === 'b.com');
  await eventually(
    'its traffic',
    () => lab.ask('b.com'),
    (pod) => pod === '10.0.0.1',
  );
  await lab.remove(WEB);
  await eventually('its end', lab.hosts, isEmpty);
});

scenario('an Ingress that is replaced by one of the same name has its address again', async (t, lab) => {
  await lab.create(WEB);
  await lab.start();
  await isServed(lab);
  await lab.remove(WEB);
  await lab.create(WEB);
  await isServed(lab);
  t.is(await lab.ask('a.com'), '10.0.0.1');
  t.is(lab.azure.puts().length, 1, 'the configuration is the same');
});

scenario('the members of a pool follow the EndpointSlice, and its port the Service', async (t, lab) => {
  await lab.create(WEB);
  await lab.start();
  await isServed(lab);
  await lab.patch(slice([]), { endpoints: slice(['10.0.0.2']).endpoints });
  await eventually(
    'the other Pod',
    () => lab.ask('a.com'),
    (pod) => pod === '10.0.0.2',
  );
  await lab.patch(service(), { spec: { ports: [{ port: 80, targetPort: 9090 }] } });
  await lab.patch(slice([]), { ports: [{ name: '', protocol: 'TCP', port: 9090 }] });
  const port = (): number => {
    const settings = JSON.stringify(lab.azure.document().properties['backendHttpSettingsCollection']);
    return settings.includes('"port":9090') ? 9090 : 0;
  };
  await eventually('the other port', port);
  t.deepEqual(lab.hosts(), ['a.com']);
});

scenario('an IngressClass makes its Ingresses ours, and takes them from us', async (t, lab) => {
  await lab.remove(ingressClass());
  await lab.create(WEB);
  await lab.start();
  await lab.create(ingress({ name: 'other', className: 'somebody', rules: { 'o.com': ['/'] } }));
  await lab.create(ingressClass());
  await isServed(lab);
  t.deepEqual(lab.hosts(), ['a.com']);
  await lab.remove(ingressClass());
  await eventually('the empty status', () => lab.addresses('web'), isEmpty);
  t.deepEqual(lab.hosts(), []);
});

scenario('an Ingress that leaves the class loses its address and its configuration', async (t, lab) => {
  const stays = ingress({ name: 'stays', rules: { 's.com': ['/'] } });
  await lab.create(WEB, stays);
  await lab.start();
  await isServed(lab);
  await lab.patch(WEB, { spec: { ingressClassName: 'somebody' } });
  await eventually('the empty status', () => lab.addresses('web'), isEmpty);
  t.deepEqual(lab.hosts(), ['s.com']);
  t.true(isSet(await lab.addresses('stays')));
});

scenario('an address is written after the operation that carries its Ingress, not before', async (t, lab) => {
  lab.azure.inject('put', { kind: 'operation', latencyMs: 10_000 });
  await lab.create(WEB);
  await lab.start();
  const state = () => lab.azure.document().properties['provisioningState'];
  await eventually('the operation', state, (now) => now === 'Updating');
  for (let now = state(); now === 'Updating'; now = state()) t.deepEqual(await lab.addresses('web'), []);
  await isServed(lab);
});

const HOSTS = ['a.com'];
const first = makeCertificate({ hosts: HOSTS });
const second = makeCertificate({ hosts: HOSTS, serial: 2 });
const secretOf = (certificate: typeof first) => tlsSecret('shop', 'cert', certificate);
const SECURE = ingress({ name: 'web', rules: { 'a.com': ['/'] }, tls: [['cert', 'a.com']] });

/** Of the certificate that is shown on port 443; null where nothing listens. */
async function shownBy(lab: Lab): Promise<string | null> {
  const to = lab.azure.address(443);
  if (to === null) return null;
  const socket = connect({ ...to, servername: 'a.com', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const pem = socket.getPeerX509Certificate()?.toString() ?? '';
  socket.destroy();
  return pem.trim();
}

scenario('a TLS Secret is awaited, served, renewed, and its last good one outlives it', async (t, lab) => {
  const shows = (certificate: typeof first) =>
    eventually(
      'the certificate',
      () => shownBy(lab),
      (pem) => pem === certificate.certPem.trim(),
    );
  const said = (reason: string) =>
    eventually(
      reason,
      () => lab.events('web'),
      (reasons) => reasons.includes(reason),
    );
  await lab.create(SECURE);
  await lab.start();
  await said('TlsSecretMissing');
  t.is(await shownBy(lab), null);
  await lab.create(secretOf(first));
  await shows(first);
  await isServed(lab);
  await lab.patch(secretOf(first), { data: secretOf(second).data });
  await shows(second);
  await lab.patch(secretOf(first), { data: { 'tls.crt': btoa('no certificate') } });
  await said('TlsSecretMalformed');
  await lab.remove(secretOf(first));
  await lab.create(ingress({ name: 'later', rules: { 'l.com': ['/'] } }));
  await isServed(lab, 'later');
  await shows(second);
  t.true(isSet(await lab.addresses('web')));
});
