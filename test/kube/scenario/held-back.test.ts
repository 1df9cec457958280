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
    const refusal = lab.azure.inject('put', { kind: 'answer', answer: { status: 400, body: { error } } });
    await lab.create(WEB);
    const first = await lab.start();
    const [entry] = await eventually(
      'the entry',
      () => heldBack(lab),
      ({ length }) => length === 1,
    );
    t.like(entry, { owner: 'Ingress/shop/web', code: error.code, waitSeconds: 300 });
    t.is(await first.stop(), 0);
    refusal.lift();
    const [puts, before] = [lab.azure.puts().length, lab.azure.calls.length];
    await lab.start('two');
    await eventually('a look', () => lab.azure.calls.length > before);
    await idle(10);
    t.is(lab.azure.puts().length, puts);
    await lab.create(ingress({ name: 'later', rules: { 'later.com': ['/'] } }));
    await eventually(
      'nothing held back',
      () => heldBack(lab),
      ({ length }) => length === 0,
    );
    t.deepEqual(lab.hosts(), ['a.com', 'later.com']);
  },
);
