/** Loaded before a measured program (`--import`): at its end, says on descriptor 3 what it used. */
import { writeSync } from 'node:fs';

process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));
