import test from 'ava';
import type { Policy } from '../../../../src/api/policy.ts';
import { createSnapshot } from '../../../../src/cluster/snapshot.ts';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { participantsOf } from '../../../../src/frontends/ingress/participants.ts';
import type { Site } from '../../../../src/routing/model.ts';
import { translateIngresses } from '../../../../src/frontends/ingress/translate.ts';
import { ingress, ingressClass } from '../../../helpers/objects.ts';
import { frontendOptions } from '../../../helpers/participants.ts';
import { told } from '../../../helpers/pipeline.ts';

interface Wish {
  readonly annotation?: readonly [name: string, value: string];
  /** Of Ingresses that name none. */
  readonly usual?: Site['frontend'];
  readonly allowed?: Policy['frontends'];
}

const may = test.macro({
  exec: (t, { annotation, usual = 'public', allowed }: Wish, refused: 'public' | 'private' | null) => {
    const diagnostics: Diagnostic[] = [];
    const annotations = annotation && { [`appgw.ingress.kubernetes.io/${annotation[0]}`]: annotation[1] };
    const options = frontendOptions({
      frontend: usual,
      policy: allowed === undefined ? {} : { frontends: allowed },
    });
    const [participant] = participantsOf(
      [{ ingress: ingress(annotations ? { annotations } : {}), ingressClass: null }],
      () => null,
      createSnapshot([], 0),
      options,
      (diagnostic) => void diagnostics.push(diagnostic),
    );
    t.is(participant?.heldBack, refused !== null);
    t.deepEqual(told(diagnostics), refused === null ? [] : ['FRONTEND_NOT_ALLOWED Ingress/shop/web']);
    if (refused) t.like(diagnostics[0]?.detail, { frontend: refused });
  },
  title: (_, wish: Wish) => `frontend ${JSON.stringify(wish)}`,
});
test(may, { annotation: ['frontend', 'both'] }, null);
test(may, { annotation: ['frontend', 'private'], allowed: ['private'] }, null);
test(may, { annotation: ['frontend', 'both'], allowed: ['private'] }, 'public');
test(may, { annotation: ['use-private-ip', 'true'], allowed: ['public'] }, 'private');
test(may, { annotation: ['use-private-ip', 'false'], usual: 'private', allowed: ['private'] }, 'public');
test(may, { allowed: ['public'] }, null);
test(may, { allowed: ['private'] }, 'public');
test(may, { usual: 'auto', allowed: ['private'] }, null);

test('hosts that are kept for others are left out, and told', (t) => {
  const policy = { hostClaims: [{ hosts: ['*.kept.com'], namespaces: ['ops'] }] };
  const given = ingress({ rules: { 'a.kept.com': ['/'], 'a.com': ['/'] } });
  const { routing, diagnostics } = translateIngresses(
    createSnapshot([given, ingressClass()], 0),
    frontendOptions({ policy }),
  );
  t.deepEqual(
    routing.sites.map(({ hosts }) => hosts[0]),
    ['a.com'],
  );
  t.like(
    diagnostics.find(({ code }) => code === 'HOST_NOT_ALLOWED'),
    { detail: { host: 'a.kept.com', namespace: 'shop' } },
  );
});
