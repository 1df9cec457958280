/** Owners are told what is wrong, once. */
import { ingress } from '../../helpers/objects.ts';
import { eventually } from './lab.ts';
import { WEB } from './objects.ts';
import { scenario } from './scenario.ts';

const BAD = ingress({ name: 'bad', rules: { 'bad.com': ['/ nowhere'] } });

scenario('a bad Ingress gets one Event, however often it is looked at, and harms nobody', async (t, lab) => {
  await lab.create(BAD, WEB);
  await lab.start();
  await eventually(
    'the Event',
    () => lab.events('bad'),
    (reasons) => reasons.length > 0,
  );
  for (const name of ['one', 'two']) {
    await lab.create(ingress({ name, rules: { [`${name}.com`]: ['/'] } }));
    await eventually(
      name,
      () => lab.addresses(name),
      ({ length }) => length > 0,
    );
  }
  t.deepEqual(await lab.events('bad'), ['BackendServiceMissing']);
  t.deepEqual(await lab.events('web'), []);
  t.is(await lab.ask('a.com'), '10.0.0.1');
});

scenario('whoever waits for a PUT that ARM refuses is told why', async (t, lab) => {
  const error = { code: 'ApplicationGatewaySomethingWrong', message: 'Nobody knows what.' };
  const fault = lab.azure.inject('put', { kind: 'answer', answer: { status: 400, body: { error } } });
  await lab.create(WEB);
  await lab.start();
  await eventually(
    'the Event',
    () => lab.events('web'),
    ({ length }) => length > 0,
  );
  t.deepEqual(await lab.events('web'), ['ArmRefused']);
  t.deepEqual(await lab.addresses('web'), []);
  await eventually('the PUT without it, which is refused as well', () => fault.hits >= 2);
  fault.lift();
  await lab.create(ingress({ name: 'change', rules: { 'c.com': ['/'] } }));
  await eventually(
    'the address',
    () => lab.addresses('web'),
    ({ length }) => length > 0,
  );
});
