import test, { type SkipFn } from 'ava';
import { describeHelm, HELM } from './helm.ts';

/** `test`, or where there is no helm a `test` that skips and says so. */
export const withHelm: SkipFn = HELM === null ? test.skip : test;

if (HELM === null) process.stderr.write(`${describeHelm()}\n`);
