import test from 'ava';
import { withoutProhibited } from '../../../../src/frontends/ingress/prohibited.ts';
import { ingress } from '../../../helpers/objects.ts';

const OWNER = { kind: 'Ingress', namespace: 'shop', name: 'web' };

const leaves = test.macro({
  exec: (t, target: readonly [hostname: string, ...paths: string[]], expected: string) => {
    const [hostname, ...paths] = target;
    const given = ingress({ rules: { 'a.com': ['/x', '/x/y', '/z'], 'b.com': ['/'] }, defaultBackend: 'd' });
    const metadata = { namespace: 'ops', name: 'p' };
    const prohibited = { kind: 'AzureIngressProhibitedTarget', metadata, spec: { hostname, paths } } as const;
    const { ingress: left, diagnostics } = withoutProhibited(given, OWNER, [prohibited]);
    const kept = (left.spec.rules ?? []).flatMap(({ host, http }) =>
      http!.paths.map(({ path }) => `${host}${path}`),
    );
    t.is([...kept, ...(left.spec.defaultBackend ? ['default'] : [])].join(' '), expected);
    const gone = 5 - kept.length - (left.spec.defaultBackend ? 1 : 0);
    t.is(diagnostics.length, gone);
    t.true(diagnostics.every(({ code }) => code === 'PATH_PROHIBITED'));
  },
  title: (_, target) => JSON.stringify(target),
});
const ALL = 'a.com/x a.com/x/y a.com/z b.com/ default';
test(leaves, ['c.com'], ALL);
test(leaves, ['A.com'], 'b.com/ default');
test(leaves, ['a.com', '/x/*'], 'a.com/z b.com/ default');
test(leaves, ['a.com', '/x/y'], 'a.com/x a.com/z b.com/ default');
test(leaves, ['', '/x/*'], 'a.com/z b.com/ default');
test(leaves, [''], '');
test(leaves, ['a.com', '/xy/*'], ALL);

test('hosts by extension count as those of the rule', (t) => {
  const metadata = { namespace: 'ops', name: 'p' };
  const spec = { hostname: 'more.com', paths: ['/x/*'] };
  const prohibited = { kind: 'AzureIngressProhibitedTarget', metadata, spec } as const;
  const given = ingress({ rules: { 'a.com': ['/x', '/z'] } });
  const left = withoutProhibited(given, OWNER, [prohibited], ['more.com']);
  t.deepEqual(
    left.ingress.spec.rules?.[0]?.http?.paths.map(({ path }) => path),
    ['/z'],
  );
  t.deepEqual(
    left.diagnostics.map(({ code, detail }) => [code, 'host' in detail && detail.host]),
    [['PATH_PROHIBITED', 'more.com']],
  );
});

test('without targets the object itself', (t) => {
  const given = ingress();
  t.is(withoutProhibited(given, OWNER, []).ingress, given);
});
