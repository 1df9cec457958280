import { scenario } from './scenario.ts';
import { eventually } from './lab.ts';
import { WEB } from './objects.ts';
scenario('smoke', async (t, lab) => {
  await lab.create(WEB);
  await lab.start();
  await eventually(
    'the address',
    () => lab.addresses('web'),
    (a) => a.length > 0,
  );
  t.deepEqual(lab.hosts(), ['a.com']);
  t.is(await lab.ask('a.com'), '10.0.0.1');
  t.is(lab.azure.puts().length, 1);
});
