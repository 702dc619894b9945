import { join } from 'node:path';
import { Failure } from '../../failure/failure.ts';
import { parseJson } from '../../json/parse-json.ts';
import { run } from '../../local/processes/run.ts';
import type { BenchEnvironment } from '../environment/bench-environment.ts';
import type { Figure, FigureContext } from '../figure.ts';
import { atMost, type Measurement } from '../result/measurement.ts';
import { type ObservingCost, observingCostSchema } from './observing-cost.ts';

const program = join(import.meta.dirname, 'observing-process.ts');
/** Several readings of metrics: one is every 30 s, and at time scale 10 every 20 s. */
const windowMs = 120_000;
/** The load outlasts the observation. */
const load = ['average', '--rate', '1', '--duration', '150s'];

/**
 * What it costs to observe an environment under load, at time scale 1 and 10: a process that only observes runs beside a load
 * test, and says how much CPU it used once it was running.
 */
export const observerCost: Figure = {
  name: 'observer',
  about: 'Observing a load test',
  measure: async (context) => {
    const store = await context.environment();
    try {
      const found: Measurement[] = [];
      for (const timeScale of [1, 10]) found.push(await measureAt(timeScale, store, context));
      return found;
    } finally {
      await store.tool.ok('local:up', ['--json']);
    }
  },
};

async function measureAt(
  timeScale: number,
  { tool, running, temporaryFolder }: BenchEnvironment,
  { step, signal }: FigureContext,
): Promise<Measurement> {
  step.note(`time scale ${timeScale}`);
  if (timeScale !== 1) await tool.ok('local:up', ['--json', '--time-scale', String(timeScale)], { signal });
  const ending = new AbortController();
  const out = join(temporaryFolder, 'load-tests');
  const loading = tool.script('loadtest', [...load, '--out', out, '--json'], {
    signal: AbortSignal.any([signal, ending.signal]),
  });
  const loaded = loading.then(endedEarly);
  // The observation may be over before it; its own failure comes first.
  loaded.catch(() => undefined);
  const cost = await Promise.race([costOf(running.endpoints.awsEndpointUrl, timeScale, signal), loaded]);
  ending.abort();
  await loading.catch(() => undefined);
  return measurement(timeScale, cost);
}

function endedEarly({ exitCode, stderr }: { readonly exitCode: number; readonly stderr: string }): never {
  throw new Failure('NO_LOAD', `The load test ended with ${exitCode} while it was observed:\n${stderr}`);
}

async function costOf(endpoint: string, timeScale: number, signal: AbortSignal): Promise<ObservingCost> {
  const args = [program, endpoint, String(timeScale), String(windowMs)];
  const { stdout } = await run(process.execPath, args, { signal });
  const cost = observingCostSchema.parse(parseJson(stdout));
  if (cost.services > 0 && cost.gaps === 0) return cost;
  throw new Failure('NOT_OBSERVED', `${cost.services} services were observed, with ${cost.gaps} gaps`);
}

function measurement(timeScale: number, { cpuSeconds, wallSeconds, looks }: ObservingCost): Measurement {
  return {
    what: `observing a load test at time scale ${timeScale}: CPU`,
    value: (cpuSeconds / wallSeconds) * 100,
    unit: '% of a core',
    limit: atMost(2),
    detail: `${cpuSeconds.toFixed(2)} s in ${wallSeconds.toFixed(0)} s, with ${looks} looks at the services`,
  };
}
