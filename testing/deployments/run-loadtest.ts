import { readdir } from 'node:fs/promises';
import { parseJson } from '../../json/parse-json.ts';
import type { ObservedMetric } from '../../loadtest/record/observed-record.ts';
import type { RunRecord } from '../../loadtest/record/run-record.ts';
import { readRun } from '../../loadtest/result/read-run.ts';
import { type VerdictDocument, verdictSchema } from '../../loadtest/result/verdict-document.ts';
import type { DemoEnvironment } from './demo-environment.ts';

/** A load test that was run, and what it left. */
export interface LoadtestRun {
  readonly exitCode: number;
  readonly verdict: VerdictDocument;
  readonly record: RunRecord;
  readonly files: readonly string[];
}

/** Runs a load test as a user does, with its folder below `out`. */
export async function runLoadtest(
  { script }: Pick<DemoEnvironment, 'script'>,
  out: string,
  args: readonly string[],
): Promise<LoadtestRun> {
  const { exitCode, stdout, stderr } = await script('loadtest', [...args, '--out', out, '--json']);
  const printed: unknown = parseJson(stdout);
  const verdict = verdictSchema.safeParse(printed).data;
  const folder = typeof printed === 'object' && printed !== null && 'folder' in printed ? printed.folder : '';
  if (verdict === undefined) throw new Error(`loadtest ended with ${exitCode}: ${stderr}`);
  return {
    ...{ exitCode, verdict },
    record: await readRun(String(folder)),
    files: (await readdir(String(folder))).toSorted(),
  };
}

/** All requests that k6 counted, those before the load too. */
export function requestsOf({ load: { windows, setupRequests = 0 } }: RunRecord): number {
  const steps = windows.flatMap((window) => Object.values(window.steps));
  return steps.reduce((sum, { requests }) => sum + requests, setupRequests);
}

/** A metric that is a sum, over all of its resources and periods. */
export function sumOf(
  metrics: readonly ObservedMetric[] | undefined,
  namespace: string,
  name: string,
): number {
  const values = (metrics ?? [])
    .filter((each) => each.namespace === namespace && each.name === name && each.statistic === 'Sum')
    .flatMap((each) => each.values);
  return values.reduce((sum, { value }) => sum + value, 0);
}
