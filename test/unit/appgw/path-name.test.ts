import test from 'ava';
import { isOwn } from '../../../src/appgw/names.ts';
import { pathName } from '../../../src/appgw/path-name.ts';
import { route } from '../../helpers/routing.ts';

const name = (text: string, by = 'web'): string => pathName('k1', route(text, by));

test('what it matches and whose it is, not where it leads', (t) => {
  t.is(name('/x web'), name('/x api'));
  t.is(name('/x'), name('/X'));
  t.is(new Set([name('/x'), name('=/x'), name('~/x'), name('/y'), name('/x', 'other')]).size, 5);
});

test('a name of ours, with the path for people to read', (t) => {
  t.true(isOwn('pathRules', name('/shop/cart'), 'k1'));
  t.is(name('/shop/cart').split('.')[2], 'shop-cart');
});
