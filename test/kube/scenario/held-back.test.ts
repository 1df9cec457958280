/** What ARM refuses of a gateway that is given by a setting: no successor sends it again before its time. */
import { ingress } from '../../helpers/objects.ts';
import { mapAt } from '../api-server/objects.ts';
import { eventually, idle, type Lab } from './lab.ts';
import { CHART, WEB } from './objects.ts';
import { scenario } from './scenario.ts';

const heldBack = async ({ api }: Lab): Promise<readonly { owner: string; waitSeconds: number }[]> => {
  const metadata = { name: 'appgw-ingress-scenario-held-back', namespace: CHART.namespace };
  const map = await api.admin.get({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
  const { heldBack: text = '[]' } = mapAt(map, 'data') as { readonly heldBack?: string };
  return JSON.parse(text) as [];
};

scenario(
  'what was refused is kept in a ConfigMap over a restart, and goes when it is applied',
  async (t, lab) => {
    const error = { code: 'ApplicationGatewayListenersUsingSamePortAndFqdn', message: 'no' };
    await lab.create(WEB);
    const first = await lab.start();
    await eventually(
      'the address',
      () => lab.addresses('web'),
      ({ length }) => length > 0,
    );
    lab.azure.inject('put', { kind: 'answer', answer: { status: 400, body: { error } } }, 1);
    await lab.create(ingress({ name: 'refused', rules: { 'refused.com': ['/'] } }));
    const [entry] = await eventually(
      'the entry',
      () => heldBack(lab),
      ({ length }) => length === 1,
    );
    t.like(entry, { owner: 'Ingress/shop/refused', code: error.code, waitSeconds: 300 });
    t.is(await first.stop(), 0);
    const [puts, before] = [lab.azure.puts().length, lab.azure.calls.length];
    await lab.start('two');
    await eventually('a look', () => lab.azure.calls.length > before);
    await idle(10);
    t.is(lab.azure.puts().length, puts);
    await lab.create(ingress({ name: 'later', rules: { 'later.com': ['/'] } }));
    await eventually('everybody else', () => lab.hosts().join() === 'a.com,later.com');
    t.like(await heldBack(lab), [{ owner: 'Ingress/shop/refused' }]);
    const mended = ingress({ name: 'refused', rules: { 'mended.com': ['/'] } });
    await lab.patch(mended, { spec: mended.spec });
    await eventually(
      'nothing held back',
      () => heldBack(lab),
      ({ length }) => length === 0,
    );
    t.deepEqual(lab.hosts(), ['a.com', 'later.com', 'mended.com']);
  },
);
