import test, { type TestFn } from 'ava';
import { describeHelm, HELM } from './helm.ts';

/** `test`, or where there is no helm a `test` that skips and says so. */
export const withHelm: TestFn = HELM === null ? (test.skip as TestFn) : test;

if (HELM === null) process.stderr.write(`${describeHelm()}\n`);
