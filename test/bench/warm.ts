/** One function again and again in this process, as a controller that has been up for a while runs it. */
import { Bench } from 'tinybench';

/** In ms. */
export interface Timing {
  readonly p50: number;
  readonly p99: number;
  readonly samples: number;
}

export async function timeWarm(name: string, run: () => unknown): Promise<Timing> {
  const bench = new Bench({ time: 500, iterations: 3, warmupTime: 300, warmupIterations: 1, throws: true });
  const [task] = await bench.add(name, run).run();
  if (task?.result.state !== 'completed') throw new Error(`${name} was not measured`);
  const { p50, p99, samplesCount } = task.result.latency;
  return { p50, p99, samples: samplesCount };
}
