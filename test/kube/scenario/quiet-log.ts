/** `run` logs to descriptor 1 whatever its Io says; here nobody would know which scenario a line belongs to. */
import fs from 'node:fs';

const { writeSync } = fs;
fs.writeSync = ((descriptor: number, ...rest: [never]) =>
  descriptor === 1 ? String(rest[0]).length : writeSync(descriptor, ...rest)) as typeof writeSync;
