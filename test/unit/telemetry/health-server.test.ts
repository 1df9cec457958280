import test from 'ava';
import { checkAnswer, serveRoutes } from '../../../src/telemetry/health-server.ts';

const running = await serveRoutes(
  {
    '/healthz': () => checkAnswer({ ok: true, reason: '' }),
    '/readyz': () => checkAnswer({ ok: false, reason: 'not yet' }),
    '/broken': () => {
      throw new Error('ours');
    },
  },
  '127.0.0.1',
  0,
);
test.after.always(() => running.close());

const answers = test.macro({
  exec: async (t, path: string, status: number, body: RegExp) => {
    const answer = await fetch(`http://127.0.0.1:${running.port}${path}`);
    t.is(answer.status, status);
    t.regex(await answer.text(), body);
  },
  title: (_, path: string, status: number) => `${path}: ${status}`,
});
test(answers, '/healthz', 200, /^ok\n$/);
test(answers, '/healthz?verbose', 200, /^ok\n$/);
test(answers, '/readyz', 503, /^not yet\n$/);
test(answers, '/metrics', 404, /not found/);
test(answers, '/broken', 500, /ours/);

test('a port that is taken', async (t) => {
  await t.throwsAsync(serveRoutes({}, '127.0.0.1', running.port), { code: 'EADDRINUSE' });
});
