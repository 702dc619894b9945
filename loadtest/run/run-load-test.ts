import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreAccess } from '../../operations/store-access.ts';
import type { Target } from '../../operations/target.ts';
import type { K6 } from '../k6/k6-version.ts';
import { type TimedWindow, windowLength } from '../k6/record-points.ts';
import { runK6 } from '../k6/run-k6.ts';
import { observe } from '../observer/observe.ts';
import type { ObservedRecord } from '../record/observed-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { k6Options } from '../shapes/k6-options.ts';
import type { LoadPlan } from '../shapes/load-plan.ts';
import { planDurationMs } from '../shapes/planned-load.ts';

/** A load test that is about to begin. */
export interface LoadTest {
  readonly plan: LoadPlan;
  readonly target: Target;
  /** Where CloudWatch has the metrics of distributions; the target itself where absent. */
  readonly edge?: Target;
  readonly cluster: string;
  readonly store: StoreAccess;
  /** How many times as fast metrics, alarms and cooldowns run in the environment: 1 on AWS. */
  readonly timeScale: number;
  readonly k6: K6;
  /** What k6 inherits. */
  readonly environment: NodeJS.ProcessEnv;
  /** How many times as short the pauses of visitors are; 1 where absent. */
  readonly thinkDivisor?: number;
  /** How long the end waits for the last metrics at most; as the observer does where absent. */
  readonly longestSettleMs?: number;
}

/** Who watches a load test while it runs, and may end it. */
export interface LoadTestWatch {
  /** Ends the load and the observation, with what there is. */
  readonly signal: AbortSignal;
  readonly onWindow?: (window: TimedWindow) => void;
  readonly onLook?: (observed: ObservedRecord) => void;
  /** The load is over, and the last metrics are waited for. */
  readonly onLoadEnded?: () => void;
}

export interface LoadTestResult {
  readonly record: RunRecord;
  /** k6's own summary, as JSON; absent where k6 wrote none. */
  readonly k6Summary?: string;
}

/** k6's program of the journeys. */
const entry = join(import.meta.dirname, '..', 'journeys', 'main.ts');

/** Sends the load of a plan to a store, and observes its environment meanwhile. It raises what keeps k6 from starting. */
export async function runLoadTest(test: LoadTest, watch: LoadTestWatch): Promise<LoadTestResult> {
  const folder = await mkdtemp(join(tmpdir(), 'loadtest-'));
  try {
    return await runIn(folder, test, watch);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, test: LoadTest, watch: LoadTestWatch): Promise<LoadTestResult> {
  const { plan, target, timeScale } = test;
  const [optionsFile, summaryFile] = [join(folder, 'options.json'), join(folder, 'summary.json')];
  const isLocal = target.environment === 'local';
  await writeFile(optionsFile, JSON.stringify(k6Options(plan, { trustAnyCertificate: isLocal })));
  const failed = new AbortController();
  const startMs = Date.now();
  const observer = observe(target, {
    ...{ cluster: test.cluster, timeScale, signal: AbortSignal.any([watch.signal, failed.signal]) },
    ...(test.edge === undefined ? {} : { edge: test.edge }),
    ...(test.longestSettleMs === undefined ? {} : { longestSettleMs: test.longestSettleMs }),
    onLook: () => watch.onLook?.(observer.live()),
  });
  try {
    const { load, k6 } = await runK6({
      ...{ k6: test.k6, entry, environment: test.environment, summaryFile, signal: watch.signal },
      variables: variablesOf(optionsFile, test),
      windowMs: windowLength(planDurationMs(plan)),
      ...(watch.onWindow === undefined ? {} : { onWindow: watch.onWindow }),
    }).ended;
    watch.onLoadEnded?.();
    const observed = await observer.stop();
    const { environment } = target;
    const record: RunRecord = {
      ...{ version: 1, plan, environment, timeScale, startMs, endMs: Date.now(), k6, load, observed },
    };
    const k6Summary = await readFile(summaryFile, 'utf8').catch(() => undefined);
    return k6Summary === undefined ? { record } : { record, k6Summary };
  } catch (error) {
    failed.abort();
    await observer.stop();
    throw error;
  }
}

function variablesOf(optionsFile: string, { store: { storefrontUrl, admin }, thinkDivisor = 1 }: LoadTest) {
  return {
    LOADTEST_OPTIONS: optionsFile,
    STOREFRONT_URL: storefrontUrl,
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    LOADTEST_THINK_DIVISOR: String(thinkDivisor),
  };
}
