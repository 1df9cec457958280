import { stripVTControlCharacters } from 'node:util';
import test from 'ava';
import { diagnose } from '../../../src/diagnostics/diagnostic.ts';
import { render, renderText } from '../../../src/diagnostics/render.ts';

const INGRESS = { kind: 'Ingress', namespace: 'shop', name: 'web' };
const SOURCE = { file: 'a.yaml', line: 3, column: 5 };
const conflict = diagnose('EXACT_ROOT_WIDENED', INGRESS, { host: 'a.com' }, SOURCE);
const plain = diagnose('AGIC_PRESENT', null, { mark: 'tag x' });

test('as data', (t) => {
  const { message, hint, ...rest } = render(conflict);
  t.deepEqual(rest, { severity: 'warning', code: 'EXACT_ROOT_WIDENED', object: INGRESS, source: SOURCE });
  t.true(message.includes('a.com'));
  t.true(hint.length > 0);
});

test('without object and source both are null', (t) => t.like(render(plain), { object: null, source: null }));

test('as text: what and where, then what to do', (t) => {
  const [first, second, ...more] = stripVTControlCharacters(renderText(conflict, { color: true })).split(
    '\n',
  );
  t.regex(first!, /^▲ warning Ingress\/shop\/web .*a\.com.* \[EXACT_ROOT_WIDENED\] \(a\.yaml:3:5\)$/);
  t.is(second, `  ${render(conflict).hint}`);
  t.is(more.length, 0);
});

test('as text without object and source', (t) => {
  const [first] = stripVTControlCharacters(renderText(plain, { color: true })).split('\n');
  t.is(first, `✖ error ${render(plain).message} [AGIC_PRESENT]`);
});

test('colour is for the caller to decide', (t) => {
  t.not(
    stripVTControlCharacters(renderText(conflict, { color: true })),
    renderText(conflict, { color: true }),
  );
  t.is(
    stripVTControlCharacters(renderText(conflict, { color: true })),
    renderText(conflict, { color: false }),
  );
});
