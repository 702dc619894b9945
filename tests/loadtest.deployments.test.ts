import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseJson } from '../json/parse-json.ts';
import type { ObservedMetric } from '../loadtest/record/observed-record.ts';
import type { RunRecord } from '../loadtest/record/run-record.ts';
import { readRun } from '../loadtest/result/read-run.ts';
import { type VerdictDocument, verdictSchema } from '../loadtest/result/verdict-document.ts';
import { type DemoEnvironment, openDemoEnvironment } from '../testing/deployments/demo-environment.ts';
import { say } from '../testing/deployments/say.ts';
import { scaledService } from '../testing/scaling/scaled-service.ts';

const minutesMs = 60_000;

let demo: DemoEnvironment;
let out: string;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'loadtest-runs-'));
  demo = await openDemoEnvironment({ timeScale: 10 });
});
afterAll(async () => {
  await demo?.close();
  await rm(out, { recursive: true, force: true });
});

interface Run {
  readonly exitCode: number;
  readonly verdict: VerdictDocument;
  readonly record: RunRecord;
  readonly files: readonly string[];
}

/** Runs the script as a user does. */
async function loadtest(...args: readonly string[]): Promise<Run> {
  const { exitCode, stdout, stderr } = await demo.script('loadtest', [...args, '--out', out, '--json']);
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

function requestsOf({ load: { windows, setupRequests = 0 } }: RunRecord): number {
  const steps = windows.flatMap((window) => Object.values(window.steps));
  return steps.reduce((sum, { requests }) => sum + requests, setupRequests);
}

function sumOf(metrics: readonly ObservedMetric[] | undefined, namespace: string, name: string): number {
  const values = (metrics ?? [])
    .filter((each) => each.namespace === namespace && each.name === name && each.statistic === 'Sum')
    .flatMap((each) => each.values);
  return values.reduce((sum, { value }) => sum + value, 0);
}

/** Requests that two processors answer in four tasks while they send them as well. */
const ratePerSecond = '11';

test('a spike takes web out and back: the verdict names the policy that acted, and all sides count alike', {
  timeout: 10 * minutesMs,
}, async () => {
  const web = await scaledService(demo.clients, 'spree-local-web');
  await web.setBounds(2, 4);
  const { exitCode, verdict, record, files } = await loadtest('spike', '--rate', ratePerSecond);
  say(JSON.stringify({ ...verdict, policies: verdict.policies.map(({ sentence }) => sentence) }));
  expect(exitCode).toBe(0);
  const requests = verdict.policies.find(({ policyName }) => policyName === 'requests');
  expect(requests).toMatchObject({ service: 'spree-local-web', outcome: 'passed' });
  expect(requests?.observed[0]).toMatchObject({ direction: 'out', from: 2 });
  expect(verdict.findings).toEqual([]);
  expect(record.observed.services[0]?.samples.at(-1)).toMatchObject({ desiredCount: 2, runningCount: 2 });
  // The edge answers some requests by itself, and counts each.
  expect(sumOf(record.observed.metrics, 'AWS/CloudFront', 'Requests')).toBe(requestsOf(record));
  const balanced = record.observed.services.flatMap(({ metrics }) => metrics);
  expect(sumOf(balanced, 'AWS/ApplicationELB', 'RequestCount')).toBe(
    sumOf(record.observed.metrics, 'AWS/ApplicationELB', 'RequestCount'),
  );
  expect(files).toEqual(['junit.xml', 'k6-summary.json', 'report.html', 'run.json.gz', 'verdict.json']);
});

test('a policy of the definition that was deleted fails a run, and says that it is missing', {
  timeout: 3 * minutesMs,
}, async () => {
  const web = await scaledService(demo.clients, 'spree-local-web');
  await web.deletePolicy(/memory/);
  const { exitCode, verdict } = await loadtest('smoke', '--rate', '2', '--duration', '20s');
  expect(exitCode).toBe(1);
  expect(verdict.policies.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
    {
      policyName: 'memory',
      sentence: 'memory is defined for spree-local-web, but the environment local does not have it.',
    },
  ]);
});
