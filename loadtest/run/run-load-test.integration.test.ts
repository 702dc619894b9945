import { afterEach, beforeEach, expect, test } from 'vitest';
import { Secret } from '../../failure/secret.ts';
import { observed } from '../../local/cloudwatch/metrics/metric.ts';
import {
  type EcsEndpoint,
  ecsEndpoint,
  sampleCluster,
  sampleScalable,
  sampleService,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import type { LoadPlan } from '../shapes/load-plan.ts';
import { realK6 } from '../testing/real-k6.ts';
import { type Fault, type StandInStore, standInStore } from '../testing/stand-in-store.ts';
import { parseThreshold } from '../thresholds/parse-threshold.ts';
import type { RunVerdict } from '../verdict/verdict.ts';
import { judgeRun } from './judge-run.ts';
import { type LoadTest, type LoadTestResult, type LoadTestWatch, runLoadTest } from './run-load-test.ts';

const timeout = 120_000;
const administrator = { email: 'admin@example.com', password: 'a password of one test' };
const thresholds = ['errors < 1%, at least 20 samples', 'p95 < 1s', 'dropped = 0, at least 20 samples'];

const plan: LoadPlan = {
  ...{ scenario: 'average', startRatePerSecond: 10, mostVisitors: 60 },
  stages: [{ durationMs: 6000, ratePerSecond: 10 }],
  mix: { browse: 0.4, search: 0.2, cart: 0.2, checkout: 0.1, admin: 0.1 },
};

let endpoint: EcsEndpoint;
const faults: { current: Fault } = { current: () => undefined };

beforeEach(async () => {
  endpoint = await ecsEndpoint();
  faults.current = () => undefined;
});
afterEach(() => endpoint.close());

interface Judged extends LoadTestResult {
  readonly verdict: RunVerdict;
}

/** Sends the load to a stand-in for a store, whose cluster an endpoint in this process knows. */
async function load(
  store: StandInStore,
  { longestSettleMs = 0, ...watch }: Partial<LoadTestWatch> & Pick<LoadTest, 'longestSettleMs'> = {},
): Promise<Judged> {
  const { email, password } = administrator;
  const result = await runLoadTest(
    {
      ...{ plan, cluster: sampleCluster, timeScale: 10, thinkDivisor: 100, longestSettleMs },
      ...{ target: endpoint.target, k6: await realK6(), environment: process.env },
      store: { storefrontUrl: store.url, admin: { email, password: new Secret(password) } },
    },
    { signal: new AbortController().signal, ...watch },
  );
  const kept = thresholds.map((text) => parseThreshold(text, 'the test'));
  return { ...result, verdict: judgeRun(result.record, kept, []) };
}

const failedThresholds = ({ verdict }: Judged) =>
  verdict.thresholds.filter(({ outcome }) => outcome === 'failed').map(({ title }) => title);

test('a store that holds the load keeps all thresholds, and each request is recorded', {
  timeout,
}, async () => {
  await using store = await standInStore({ administrator });
  const judged = await load(store);
  expect(failedThresholds(judged)).toEqual([]);
  const { load: recorded, k6 } = judged.record;
  const requests = recorded.windows.flatMap(({ steps }) => Object.values(steps).map((step) => step.requests));
  const counted = requests.reduce((sum, count) => sum + count, recorded.setupRequests ?? 0);
  expect(counted).toBe(store.requests.length);
  expect(k6.ended).toBe('completed');
  expect(JSON.parse(judged.k6Summary ?? '').metrics).toHaveProperty('http_reqs');
  expect(JSON.stringify(judged)).not.toContain(administrator.password);
});

const isProduct = (request: string) => request.startsWith('GET /products/');

test.each<[string, Fault, string]>([
  ['answers with errors', (request) => (isProduct(request) ? 'error' : undefined), 'errors'],
  [
    'has the wrong content with status 200',
    (request) => (isProduct(request) ? 'wrong content' : undefined),
    'errors',
  ],
  ['becomes slow', (request) => (isProduct(request) ? { slowMs: 1500 } : undefined), 'p95'],
])('a store that %s fails the run for that reason alone', { timeout }, async (_, fault, title) => {
  await using store = await standInStore({ administrator, faults });
  // What the visitors are sent to is read from a store that works.
  const judged = await load(store, {
    onWindow: () => {
      faults.current = fault;
    },
  });
  expect(failedThresholds(judged)).toEqual([title]);
  expect(judged.verdict.outcome).toBe('failed');
});

test('a store that fails from the beginning fails the run, which says what it answered', {
  timeout,
}, async () => {
  faults.current = () => 'error';
  await using store = await standInStore({ administrator, faults });
  const { verdict } = await load(store);
  expect(verdict.outcome).toBe('failed');
  expect(verdict.faults[0]).toContain(
    "The store's API answered the request for its products with the status 500.",
  );
});

test('a store that fails only while a task is added fails the run for the requests that were lost then', {
  timeout,
}, async () => {
  const clock = endpointTime(endpoint);
  const scaling = await endpoint.target.clients.applicationAutoScaling();
  await scaling.registerScalableTarget({ ...sampleScalable, MinCapacity: 2, MaxCapacity: 4 });
  let isScaling = false;
  let lost = 0;
  // One error is fewer than the thresholds allow. The new task is there after it, and nothing fails any more.
  faults.current = (request) => {
    if (!isScaling || lost > 0 || !isProduct(request)) return undefined;
    lost += 1;
    clock.pass();
    endpoint.controlPlane.settle();
    return 'error';
  };
  await using store = await standInStore({ administrator, faults });
  const scaleOut = async () => {
    clock.pass();
    await scaling.registerScalableTarget({ ...sampleScalable, MinCapacity: 3, MaxCapacity: 4 });
    isScaling = true;
  };
  let scaledOut: Promise<void> | undefined;
  const judged = await load(store, {
    onWindow: () => {
      scaledOut ??= scaleOut();
    },
    longestSettleMs: 30_000,
    onLoadEnded: () => {
      clock.pass();
      reportCpu(endpoint);
    },
  });
  await scaledOut;
  expect(lost).toBe(1);
  expect(failedThresholds(judged)).toEqual([]);
  expect(judged.verdict.findings).toMatchObject([
    {
      kind: 'lost-requests-while-scaling',
      service: sampleService,
      sentence: expect.stringMatching(
        /^1 of \d+ requests failed while spree-local-web went from 2 to 3 tasks, /,
      ),
    },
  ]);
  expect(judged.verdict.faults).toEqual([]);
  expect(judged.verdict.outcome).toBe('failed');
});

/** A shortened period lasts six seconds: the end of the run is in this one, or in the next. */
function reportCpu({ controlPlane }: EcsEndpoint): void {
  const dimensions = { ClusterName: sampleCluster, ServiceName: sampleService };
  const metric = { namespace: 'AWS/ECS', metricName: 'CPUUtilization', dimensions };
  controlPlane.cloudWatch.metrics.put(
    [Date.now(), Date.now() + 6000].map((atMs) => ({
      ...{ metric, atMs, unit: 'Percent', values: observed(20), isHighResolution: true },
    })),
  );
}

/** Lets the time of an endpoint, which stands still otherwise, go on to this machine's. */
function endpointTime({ advance }: EcsEndpoint) {
  let passedUntilMs = sampleTime;
  const pass = () => {
    const nowMs = Date.now();
    advance(nowMs - passedUntilMs);
    passedUntilMs = nowMs;
  };
  pass();
  return { pass };
}

test('a run that is interrupted ends its load, and keeps what it has', { timeout }, async () => {
  await using store = await standInStore({ administrator });
  const interrupted = new AbortController();
  const judged = await load(store, { signal: interrupted.signal, onWindow: () => interrupted.abort() });
  expect(judged.record.k6.ended).toBe('interrupted');
  expect(judged.record.load.windows.length).toBeGreaterThan(0);
  expect(judged.verdict.outcome).toBe('failed');
});

test('while the AWS endpoint is gone the load goes on, and the verdict says so', { timeout }, async () => {
  await using store = await standInStore({ administrator });
  const judged = await load(store, { onWindow: () => void endpoint.close() });
  expect(judged.record.k6.ended).toBe('completed');
  expect(judged.record.observed.gaps.length).toBeGreaterThan(0);
  expect(judged.record.observed.missing).not.toEqual([]);
  expect(judged.verdict.faults).not.toEqual([]);
});
