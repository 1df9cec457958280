/** The oracle itself, held to hand-written answers: the same table as the real requests. */
import test, { type ExecutionContext } from 'ava';
import { CASES } from './cases.ts';
import { requestOf, type Case } from './cases/case.ts';
import { describeExpected } from './judge.ts';
import { expected } from './oracle.ts';

function answers(t: ExecutionContext, { given, answers }: Case): void {
  const found = Object.keys(answers).map((url) => {
    const said = describeExpected(expected(given, requestOf(url)));
    return [url, answers[url]!.includes(' as ') ? said : said.split(' as ')[0]];
  });
  t.deepEqual(Object.fromEntries(found), answers);
}

for (const row of CASES) test(row.says, answers, row);
