import type { StoreAccess } from '../../operations/store-access.ts';
import type { Target } from '../../operations/target.ts';
import type { K6 } from '../k6/k6-version.ts';
import { type TimedWindow, windowLength } from '../k6/record-points.ts';
import { observe } from '../observer/observe.ts';
import type { ObservedRecord } from '../record/observed-record.ts';
import type { RunRecord } from '../record/run-record.ts';
import { k6Options } from '../shapes/k6-options.ts';
import type { LoadPlan } from '../shapes/load-plan.ts';
import { planDurationMs } from '../shapes/planned-load.ts';
import type { LoadSender } from './load-sender.ts';
import { loadWorkers } from './load-workers.ts';
import { thisMachine } from './this-machine.ts';

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
  /** Of this machine, or of the workers. */
  readonly k6: K6;
  /** The tasks of the environment that send the load; this machine sends it where absent. */
  readonly workers?: Workers;
  /** What k6 inherits. */
  readonly environment: NodeJS.ProcessEnv;
  /** How many times as short the pauses of visitors are; 1 where absent. */
  readonly thinkDivisor?: number;
  /** How long the end waits for the last metrics at most; as the observer does where absent. */
  readonly longestSettleMs?: number;
}

/** Tasks of the environment that send one load together. */
export interface Workers {
  readonly count: number;
  /** Addresses that are others for a task than for this machine: `localhost:8443` to `edge:8443`. */
  readonly addresses: Readonly<Record<string, string>>;
}

/** Who watches a load test while it runs, and may end it. */
export interface LoadTestWatch {
  /** Ends the load and the observation, with what there is. */
  readonly signal: AbortSignal;
  /** What is done before the load begins, in a few words. */
  readonly onNote?: (text: string) => void;
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

/** Sends the load of a plan to a store, and observes its environment meanwhile. It raises what keeps k6 from starting. */
export async function runLoadTest(test: LoadTest, watch: LoadTestWatch): Promise<LoadTestResult> {
  const sender = await openSender(test, watch);
  try {
    return await observed(sender, test, watch);
  } finally {
    await sender.close();
  }
}

/** Longer than k6 takes for `setup()` and for the visitors that are under way at the end. */
const besidesPlanMs = 300_000;

async function openSender(test: LoadTest, { signal, onNote = () => {} }: LoadTestWatch): Promise<LoadSender> {
  const { plan, target, store, k6, environment, workers } = test;
  const { email, password } = store.admin;
  const windowMs = windowLength(planDurationMs(plan));
  const trustAnyCertificate = target.environment === 'local';
  const options = k6Options(plan, { trustAnyCertificate, workers: workers?.count ?? 1 });
  const variables = {
    STOREFRONT_URL: store.storefrontUrl,
    LOADTEST_THINK_DIVISOR: String(test.thinkDivisor ?? 1),
  };
  if (workers === undefined) {
    const account = { ADMIN_EMAIL: email, ADMIN_PASSWORD: password };
    return await thisMachine({
      ...{ k6, options, environment, windowMs },
      variables: { ...variables, ...account },
    });
  }
  const longestMs = planDurationMs(plan) + besidesPlanMs;
  const orders = { options: { ...options }, variables, windowMs, addresses: workers.addresses, longestMs };
  return await loadWorkers({ ...{ target, count: workers.count, k6, orders }, signal, note: onNote });
}

async function observed(sender: LoadSender, test: LoadTest, watch: LoadTestWatch): Promise<LoadTestResult> {
  const { plan, target, timeScale } = test;
  const failed = new AbortController();
  const startMs = Date.now();
  const observer = observe(target, {
    ...{ cluster: test.cluster, timeScale, signal: AbortSignal.any([watch.signal, failed.signal]) },
    ...(test.edge === undefined ? {} : { edge: test.edge }),
    ...(test.longestSettleMs === undefined ? {} : { longestSettleMs: test.longestSettleMs }),
    onLook: () => watch.onLook?.(observer.live()),
  });
  try {
    const { load, k6, summary } = await sender.send(watch);
    watch.onLoadEnded?.();
    // Tasks have AWS's clock, the observation this machine's.
    const workersAheadMs = test.workers === undefined ? 0 : observer.clockAheadMs();
    const record: RunRecord = {
      ...{ version: 1, plan, environment: target.environment, timeScale, startMs },
      ...{ observed: await observer.stop(), endMs: Date.now(), k6 },
      load: { ...load, startMs: load.startMs - workersAheadMs },
      ...(test.workers === undefined ? {} : { workers: test.workers.count }),
    };
    return summary === undefined ? { record } : { record, k6Summary: summary };
  } catch (error) {
    failed.abort();
    await observer.stop();
    throw error;
  }
}
