import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../json/parse-json.ts';
import { run } from '../../local/processes/run.ts';
import type { K6 } from '../k6/k6-version.ts';
import { systemTags } from '../k6/read-point.ts';
import type { JourneyName } from '../shapes/load-plan.ts';

/** What k6 counted for one step. */
export interface StepCounts {
  requests: number;
  failed: number;
  right: number;
  /** The names of the checks that failed, each as often as it did. */
  wrong: string[];
}

export interface JourneysRun {
  readonly exitCode: number;
  /** What k6 and the script said. */
  readonly said: string;
  readonly steps: Readonly<Record<string, StepCounts>>;
  /** By scenario, how often it was due: journeys that ended, and those that could not begin. */
  readonly due: Readonly<Record<string, number>>;
}

/** Makes each journey so many times, one after another and without pauses worth mentioning. */
export async function runJourneys(
  k6: K6,
  journeys: readonly JourneyName[],
  variables: Readonly<Record<string, string>>,
  times = 3,
): Promise<JourneysRun> {
  return await runWithOptions(k6, repeated(journeys, times), variables);
}

/** Runs the journeys with these options of k6. */
export async function runWithOptions(
  k6: K6,
  k6Options: unknown,
  variables: Readonly<Record<string, string>>,
): Promise<JourneysRun> {
  const folder = await mkdtemp(join(tmpdir(), 'journeys-'));
  try {
    const [options, points] = [join(folder, 'options.json'), join(folder, 'points.json')];
    await writeFile(options, JSON.stringify(k6Options));
    // Where the script is refused at once, k6 writes none.
    await writeFile(points, '');
    const entry = join(import.meta.dirname, '..', 'journeys', 'main.ts');
    const { exitCode, stdout, stderr } = await run(
      k6.path,
      ['run', '--quiet', '--address', '', '--system-tags', systemTags, '--out', `json=${points}`, entry],
      {
        env: {
          ...process.env,
          LOADTEST_OPTIONS: options,
          LOADTEST_THINK_DIVISOR: '1000',
          K6_NO_USAGE_REPORT: 'true',
          ...variables,
        },
        allowFailure: true,
        timeoutMs: 60_000,
      },
    );
    return { exitCode, said: stdout + stderr, ...count(await readFile(points, 'utf8')) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function repeated(journeys: readonly JourneyName[], times: number): unknown {
  const scenario = (exec: string) => ({ executor: 'per-vu-iterations', vus: 1, iterations: times, exec });
  return { scenarios: Object.fromEntries(journeys.map((name) => [name, scenario(name)])) };
}

const pointSchema = z.object({
  type: z.literal('Point'),
  metric: z.string(),
  data: z.object({ value: z.number(), tags: z.record(z.string(), z.string()) }),
});

function count(output: string): Pick<JourneysRun, 'steps' | 'due'> {
  const steps: Record<string, StepCounts> = {};
  const due: Record<string, number> = {};
  for (const line of output.split('\n')) {
    const { data: point } = pointSchema.safeParse(parseJson(line));
    if (point === undefined) continue;
    const { value, tags } = point.data;
    if (point.metric === 'iterations' || point.metric === 'dropped_iterations') {
      due[tags.scenario ?? ''] = (due[tags.scenario ?? ''] ?? 0) + value;
    }
    if (tags.name !== undefined) countStep(steps, tags.name, point);
  }
  return { steps, due };
}

function countStep(
  steps: Record<string, StepCounts>,
  name: string,
  point: z.infer<typeof pointSchema>,
): void {
  steps[name] ??= { requests: 0, failed: 0, right: 0, wrong: [] };
  const { value, tags } = point.data;
  if (point.metric === 'http_reqs') steps[name].requests += 1;
  if (point.metric === 'http_req_failed') steps[name].failed += value;
  if (point.metric === 'checks' && value === 1) steps[name].right += 1;
  if (point.metric === 'checks' && value === 0) steps[name].wrong.push(tags.check ?? '');
}
