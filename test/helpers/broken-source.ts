/** A source of no objects that breaks the controller when it is told to. */
import type { DevSource } from '../../src/cli/dev/cluster.ts';
import { createMemorySource } from './memory-source.ts';
