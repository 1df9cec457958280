import test from 'ava';
import { lastGoodListener } from '../../../src/appgw/last-good.ts';
import { applySites } from '../../helpers/back-end.ts';
import { live, owner, site } from '../../helpers/routing.ts';

const on = live(applySites([site('a.com')]).raw);
const [hash = ''] = on.ownRules.keys();
const [listener = ''] = on.own.httpListeners.keys();

test('the listener of the same owner, without case', (t) =>
  t.is(lastGoodListener(on, owner('web'), hash, listener.toUpperCase())?.hostName, 'a.com'));
test('not of another owner', (t) => t.is(lastGoodListener(on, owner('other'), hash, listener), null));
test('not of another site', (t) => t.is(lastGoodListener(on, owner('web'), 'ffffffffffff', listener), null));
