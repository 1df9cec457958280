import test from 'ava';
import { createInvestigation } from '../../../src/controller/investigation.ts';

const wants = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map((entry) => entry.split('=') as [string, string]));

const NOTHING = new Map<string, string>();

function opened() {
  const investigation = createInvestigation();
  investigation.open(['a', 'b', 'c', 'd'], wants('a=1 b=1 c=1 d=1'));
  return investigation;
}

test('nothing is searched for until it is opened', (t) => {
  const investigation = createInvestigation();
  t.false(investigation.isOpen());
  t.deepEqual(investigation.leftOut(), []);
  t.deepEqual(investigation.taken(), []);
  t.is(investigation.refused(), null);
  t.deepEqual(investigation.join(['a']), []);
});

test('it goes on to the guilty one', (t) => {
  const investigation = opened();
  t.deepEqual(investigation.leftOut(), ['a', 'b', 'c', 'd']);
  t.deepEqual(investigation.taken(), []);
  t.deepEqual(investigation.tried(), ['a', 'b']);
  t.deepEqual(investigation.refused(), []);
  t.deepEqual(investigation.tried(), ['a']);
  t.deepEqual(investigation.taken(), ['b']);
  t.deepEqual(investigation.tried(), ['c', 'd'], 'of whom nothing is known');
  t.deepEqual(investigation.taken(), []);
  t.false(investigation.isOpen());
});

test('it ends where the PUT without any of them is refused', (t) => {
  const investigation = opened();
  t.is(investigation.refused(), null);
  t.false(investigation.isOpen());
});

test('who asks for something else is tried anew, who is gone no more', (t) => {
  const investigation = opened();
  investigation.taken();
  investigation.follow(wants('a=1 b=1 c=2 d=1'), NOTHING);
  t.deepEqual(investigation.tried(), ['a', 'b', 'c', 'd']);
  investigation.follow(wants('a=1 c=2'), NOTHING);
  t.deepEqual(investigation.tried(), ['a', 'c']);
  investigation.dismiss(['a', 'c']);
  t.false(investigation.isOpen());
});

test('who takes back what was refused is above suspicion', (t) => {
  const investigation = opened();
  investigation.taken();
  investigation.follow(wants('a=0 b=1 c=1 d=1'), wants('a=0'));
  t.deepEqual(investigation.tried(), ['b', 'c', 'd']);
});

test('others who change meanwhile wait, each told once', (t) => {
  const investigation = opened();
  investigation.taken();
  t.deepEqual(investigation.join(['a', 'e']), ['e']);
  t.deepEqual(investigation.join(['e']), []);
  t.deepEqual(investigation.leftOut(), ['c', 'd', 'e']);
});
