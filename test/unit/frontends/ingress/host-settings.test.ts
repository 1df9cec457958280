import test from 'ava';
import type { Diagnostic } from '../../../../src/diagnostics/diagnostic.ts';
import { decide } from '../../../../src/frontends/ingress/host-settings.ts';
import { ingress } from '../../../helpers/objects.ts';
import { participant } from '../../../helpers/participants.ts';
import { told } from '../../../helpers/pipeline.ts';

const member = (name: string, own?: string, inherited?: string) => {
  const said = own === undefined ? {} : { 'appgw-ssl-profile': own };
  const given = inherited === undefined ? {} : { 'appgw-ssl-profile': inherited };
  return { ...participant(ingress({ name })), own: said, values: { ...given, ...said }, rules: [] };
};

const decides = test.macro({
  exec: (
    t,
    members: readonly ReturnType<typeof member>[],
    expected: string,
    codes: readonly string[] = [],
  ) => {
    const diagnostics: Diagnostic[] = [];
    const group = { frontend: 'auto', host: 'a.com', members } as const;
    const decided = decide(group, 'appgw-ssl-profile', (diagnostic) => void diagnostics.push(diagnostic));
    t.is(decided ? `${decided.value} by ${decided.by.owner.name}` : 'nobody', expected);
    t.deepEqual(told(diagnostics), codes);
  },
  title: (name) => name!,
});
test('nobody', decides, [member('a'), member('b')], 'nobody');
test('the oldest', decides, [member('a', 'x'), member('b', 'y')], 'x by a', [
  'HOST_SETTING_CONFLICT Ingress/shop/b',
]);
test('the same is no conflict', decides, [member('a', 'x'), member('b', 'x')], 'x by a');
test(
  'one that says so before an older one that does not',
  decides,
  [member('a'), member('b', 'y')],
  'y by b',
);
test('said before inherited', decides, [member('a', undefined, 'x'), member('b', 'y')], 'y by b');
test(
  'inherited by the oldest',
  decides,
  [member('a', undefined, 'x'), member('b', undefined, 'y')],
  'x by a',
);
