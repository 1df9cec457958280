import test from 'ava';
import { fail, pass, skip, warn } from '../../../../src/cli/doctor/check.ts';
import { asJson, asText, isWell } from '../../../../src/cli/doctor/print.ts';

const cluster = {
  subject: 'cluster',
  checks: [pass('API server', 'answers'), warn('Lease', 'slow', 'Wait.'), skip('Pods', 'unknown')],
};
const azure = { subject: 'azure', checks: [fail('Identity', 'none', 'az login')] };

test('text: aligned, hints below, a count at the end', (t) =>
  t.is(
    asText([cluster, azure], false),
    `cluster
  pass  API server  answers
  warn  Lease       slow
                    Wait.
  skip  Pods        unknown

azure
  fail  Identity    none
                    az login

1 fail, 1 warn, 1 skip, 1 pass
`,
  ));

test('text: colours only where they are wanted', (t) => {
  t.true(asText([cluster], true).includes('\u001B[32mpass\u001B[39m'));
  t.false(asText([cluster], false).includes('\u001B'));
});

test('JSON: one document, each check with its subject', (t) => {
  const { ok, checks } = JSON.parse(asJson([cluster, azure])) as { ok: boolean; checks: unknown[] };
  t.false(ok);
  t.is(checks.length, 4);
  t.deepEqual(checks[3], {
    subject: 'azure',
    title: 'Identity',
    verdict: 'fail',
    detail: 'none',
    hint: 'az login',
  });
});

test('only a failure is one', (t) => {
  t.true(isWell([cluster]));
  t.false(isWell([cluster, azure]));
});
