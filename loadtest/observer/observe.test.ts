import { createServer } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { awsClients } from '../../aws/clients.ts';
import { observed } from '../../local/cloudwatch/metrics/metric.ts';
import {
  sampleCluster,
  sampleScalable,
  sampleService,
} from '../../local/control-plane/api/testing/ecs-endpoint.ts';
import { sampleTime } from '../../local/control-plane/api/testing/sample-state.ts';
import { alarmOnCpu } from '../../local/control-plane/api/testing/scale-on-cpu.ts';
import type { ObservedRecord } from '../record/observed-record.ts';
import { observedRecordSchema } from '../record/observed-record-schema.ts';
import { observe } from './observe.ts';
import { type ObservedEndpoint, observedEndpoint } from './testing/observed-endpoint.ts';

const minuteMs = 60_000;
const minute = Math.floor(sampleTime / minuteMs) * minuteMs;

let stage: ObservedEndpoint | undefined;

async function stageOf(options: Parameters<typeof observedEndpoint>[0] = {}): Promise<ObservedEndpoint> {
  stage = await observedEndpoint(options);
  return stage;
}

afterEach(async () => {
  await stage?.close();
  stage = undefined;
});

function webOf(record: ObservedRecord) {
  const web = record.services.find(({ service }) => service === sampleService);
  if (web === undefined) throw new Error('It was observed');
  return web;
}

/** What tasks of a service report of their CPU in a period of the endpoint. */
function putCpu(
  { endpoint }: ObservedEndpoint,
  startMs: number,
  values: readonly number[],
  ServiceName = sampleService,
): void {
  const dimensions = { ClusterName: sampleCluster, ServiceName };
  endpoint.controlPlane.cloudWatch.metrics.put(
    values.map((value) => ({
      metric: { namespace: 'AWS/ECS', metricName: 'CPUUtilization', dimensions },
      ...{ atMs: startMs, unit: 'Percent', values: observed(value), isHighResolution: true },
    })),
  );
}

async function steps({ clock }: ObservedEndpoint, times: number): Promise<void> {
  for (let step = 0; step < times; step += 1) await clock.step();
}

async function scaleTo({ endpoint }: ObservedEndpoint, desiredCount: number): Promise<void> {
  await endpoint.ecs.updateService({ cluster: sampleCluster, service: sampleService, desiredCount });
  endpoint.controlPlane.settle();
}

test('every five seconds the tasks, targets and deployments of each service are noted', async () => {
  const on = await stageOf();
  const observer = on.observe({ longestSettleMs: 0 });
  await steps(on, 1);
  await on.clock.asleep();
  await scaleTo(on, 3);
  await on.clock.step();
  const record = await on.clock.until(observer.stop());
  const [first, second, third] = webOf(record).samples;
  const deployment = { id: expect.stringMatching(/^ecs-svc\/\d+$/), startMs: sampleTime };
  expect(first).toEqual({
    ...{ atMs: sampleTime, desiredCount: 2, runningCount: 2, pendingCount: 0, healthyTargets: 2 },
    deployments: [{ ...deployment, rolloutState: 'COMPLETED' }],
  });
  expect([second, third]).toMatchObject([
    { atMs: sampleTime + 5000, desiredCount: 2 },
    { atMs: sampleTime + 10_000, desiredCount: 3, runningCount: 3, healthyTargets: 3 },
  ]);
  expect(
    record.services.filter(({ samples }) => samples.some((each) => 'healthyTargets' in each)),
  ).toHaveLength(1);
  expect(record).toMatchObject({ gaps: [], clockAheadMs: 0 });
});

test('events come once each and in their order, however often ECS gives them', async () => {
  const on = await stageOf();
  const observer = on.observe({ longestSettleMs: 0 });
  for (const count of [3, 2, 4]) {
    await on.clock.asleep();
    await scaleTo(on, count);
    await on.clock.step();
  }
  const { events } = webOf(await on.clock.until(observer.stop()));
  const [service] = await describeWeb(on);
  const all = (service?.events ?? []).toReversed();
  expect(all.length).toBeGreaterThan(5);
  expect(events.map(({ message }) => message)).toEqual(all.map(({ message }) => message));
  expect(events).toEqual(events.toSorted((a, b) => a.atMs - b.atMs));
});

async function describeWeb({ endpoint }: ObservedEndpoint) {
  const { services = [] } = await endpoint.ecs.describeServices({
    cluster: sampleCluster,
    services: [sampleService],
  });
  return services;
}

test('an endpoint that is gone for a while leaves one gap, and what happened then is read afterwards', async () => {
  const on = await stageOf();
  const observer = on.observe({ longestSettleMs: 0 });
  await steps(on, 2);
  await on.clock.asleep();
  await on.proxy.goAway();
  await steps(on, 6);
  await on.clock.asleep();
  await scaleTo(on, 3);
  await on.proxy.comeBack();
  await steps(on, 2);
  const record = await on.clock.until(observer.stop());
  expect(record.gaps).toMatchObject([{ fromMs: sampleTime + 15_000, toMs: sampleTime + 45_000 }]);
  expect(record.gaps[0]?.reason).toMatch(/ECONNREFUSED/);
  const { samples, events } = webOf(record);
  const seconds = samples.map(({ atMs }) => (atMs - sampleTime) / 1000);
  expect(seconds.slice(0, 5)).toEqual([0, 5, 10, 45, 50]);
  expect(events.filter(({ message }) => /has started 1 tasks/.test(message))).toMatchObject([
    { atMs: sampleTime + 40_000 },
  ]);
});

test('an endpoint that never comes back costs neither the samples nor the run, and what is missing is said', async () => {
  const on = await stageOf();
  const observer = on.observe({ longestSettleMs: 30_000 });
  await steps(on, 1);
  await on.clock.asleep();
  await on.proxy.goAway();
  await steps(on, 1);
  const record = await on.clock.until(observer.stop());
  expect(webOf(record).samples).toHaveLength(2);
  expect(record.gaps).toMatchObject([{ fromMs: sampleTime + 10_000, toMs: on.clock.now() }]);
  expect(record.missing).toEqual([
    expect.stringMatching(/^Metrics and scaling could not be read: .*ECONNREFUSED/),
  ]);
  expect(on.clock.now()).toBe(sampleTime + 10_000 + 30_000);
});

test('an endpoint that is not there at the beginning is observed as soon as it is', async () => {
  const on = await stageOf();
  await on.proxy.goAway();
  const observer = on.observe({ longestSettleMs: 0 });
  await on.clock.asleep();
  expect(observer.live().services).toEqual([]);
  await on.proxy.comeBack();
  await steps(on, 2);
  const record = await on.clock.until(observer.stop());
  expect(record.gaps).toMatchObject([{ fromMs: sampleTime, toMs: sampleTime + 5000 }]);
  expect(webOf(record).samples[0]?.atMs).toBe(sampleTime + 5000);
});

test('an endpoint that takes requests and does not answer leaves a gap', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const endpoint = `http://127.0.0.1:${port}`;
  const clients = awsClients({ environment: 'local', endpoint, region: 'ap-southeast-1' });
  const stop = new AbortController();
  const { promise: looked, resolve: onLook } = Promise.withResolvers<void>();
  const observer = observe(
    { environment: 'local', clients },
    { cluster: sampleCluster, timeScale: 1, signal: stop.signal, onLook, answerTimeoutMs: 50 },
  );
  await looked;
  expect(observer.live().gaps).toMatchObject([{ reason: 'no answer in time' }]);
  stop.abort();
  await observer.stop();
  silent.closeAllConnections();
  silent.close();
});

test('an abort ends it at once, with what there is', async () => {
  const on = await stageOf();
  const stop = new AbortController();
  const observer = on.observe({ signal: stop.signal });
  await steps(on, 1);
  await on.clock.asleep();
  stop.abort(new Error('interrupted'));
  const record = await observer.stop();
  expect(webOf(record).samples).toHaveLength(2);
  expect(record.missing).toEqual(['The observation was ended before its last metrics were there']);
  expect(await observer.stop()).toBe(record);
});

test('an abort while the end is waited for ends that, too', async () => {
  const on = await stageOf();
  const stop = new AbortController();
  const observer = on.observe({ signal: stop.signal });
  await on.clock.asleep();
  const record = observer.stop();
  await on.clock.asleep();
  stop.abort(new Error('interrupted'));
  expect((await record).missing).toEqual(['The observation was ended before its last metrics were there']);
});

test('times of an endpoint whose clock is an hour ahead are those of this machine', async () => {
  const aheadMs = 60 * minuteMs;
  const on = await stageOf({ aheadMs });
  putCpu(on, minute, [50]);
  const observer = on.observe({ longestSettleMs: 0 });
  await on.clock.asleep();
  await alarmOnCpu(on.target.clients);
  await scaleTo(on, 3);
  await on.clock.step();
  const record = await on.clock.until(observer.stop());
  const web = webOf(record);
  expect(Math.abs(record.clockAheadMs - aheadMs)).toBeLessThanOrEqual(1000);
  const begin = sampleTime - aheadMs;
  // The header has whole seconds.
  const near = (ms: number | undefined) => Math.abs((ms ?? 0) - begin) <= 1000;
  expect(web.samples[0]?.atMs).toBe(begin);
  expect(near(web.samples[0]?.deployments[0]?.startMs)).toBe(true);
  const [policy] = web.scaling?.policies ?? [];
  const high = policy !== undefined && 'high' in policy ? policy.high : undefined;
  expect(near(high?.transitions[0]?.atMs)).toBe(true);
  expect(near(web.scaling?.deployments[0]?.startMs)).toBe(true);
  const started = web.events.find(({ message }) => /has started 1 tasks/.test(message));
  expect(near(started?.atMs)).toBe(true);
  const cpu = web.metrics.find(({ name }) => name === 'CPUUtilization');
  expect(Math.abs((cpu?.values[0]?.startMs ?? 0) - (minute - aheadMs))).toBeLessThanOrEqual(1000);
});

test('times of samples never go back, although the clock of the machine does', async () => {
  const on = await stageOf();
  const observer = on.observe({ longestSettleMs: 0 });
  await steps(on, 2);
  await on.clock.asleep();
  on.clock.set(sampleTime - 60_000);
  await steps(on, 3);
  const times = webOf(await on.clock.until(observer.stop())).samples.map(({ atMs }) => atMs);
  expect(times.length).toBeGreaterThanOrEqual(6);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
});

test('what a listener raises comes out at the end', async () => {
  const on = await stageOf();
  const { promise: called, resolve } = Promise.withResolvers<void>();
  const onLook = () => {
    resolve();
    throw new Error('broken listener');
  };
  const observer = on.observe({ onLook });
  await called;
  await expect(observer.stop()).rejects.toThrow('broken listener');
});

/** All services that run report their CPU. */
function putAllCpu(on: ObservedEndpoint, startMs: number, value: number): void {
  const { cluster } = on.endpoint.controlPlane.persisted();
  for (const { name } of Object.values(cluster.services)) putCpu(on, startMs, [value], name);
}

test('the end waits until the last minute has values that no longer change', async () => {
  const on = await stageOf();
  putAllCpu(on, minute - minuteMs, 40);
  const observer = on.observe();
  await on.clock.asleep();
  const stopping = observer.stop();
  await steps(on, 5);
  await on.clock.asleep();
  putAllCpu(on, minute, 50);
  await on.clock.step();
  await on.clock.asleep();
  putAllCpu(on, minute, 70);
  const record = await on.clock.until(stopping);
  const cpu = webOf(record).metrics.find(({ name }) => name === 'CPUUtilization');
  expect(cpu).toEqual({
    ...{ namespace: 'AWS/ECS', name: 'CPUUtilization', statistic: 'Average', unit: 'Percent' },
    ...{ periodSeconds: 60, values: [{ startMs: minute, value: 60 }] },
  });
  expect(record).not.toHaveProperty('missing');
});

test('a last minute that never comes is said to be missing', async () => {
  const on = await stageOf();
  const observer = on.observe({ longestSettleMs: 30_000 });
  await on.clock.asleep();
  const record = await on.clock.until(observer.stop());
  expect(record.missing).toEqual(['The metrics of the last period were not complete after 30 s']);
  expect(on.clock.now()).toBe(sampleTime + 30_000);
});

test('what the credentials do not reach is said to be missing, and the rest is there', async () => {
  const on = await stageOf({ refuses: (operation) => operation === 'DescribeScalableTargets' });
  putAllCpu(on, minute, 50);
  const observer = on.observe({ longestSettleMs: 0 });
  await on.clock.asleep();
  const record = await on.clock.until(observer.stop());
  expect(record.missing).toEqual(['Which services are scaled could not be read: not allowed']);
  expect(webOf(record).metrics).toHaveLength(1);
  expect(webOf(record)).not.toHaveProperty('scaling');
});

test('load balancers have metrics as a whole, and services those of their target groups', async () => {
  const on = await stageOf();
  const elb = await on.target.clients.elasticLoadBalancing();
  const { TargetGroups: [group] = [] } = await elb.describeTargetGroups({});
  const TargetGroup = `targetgroup/${group?.TargetGroupArn?.split(':targetgroup/')[1]}`;
  const LoadBalancer = `${group?.LoadBalancerArns?.[0]?.split(':loadbalancer/')[1]}`;
  const requests = (dimensions: Readonly<Record<string, string>>) => ({
    metric: { namespace: 'AWS/ApplicationELB', metricName: 'RequestCount', dimensions },
    ...{ atMs: minute, unit: 'Count', values: observed(7), isHighResolution: false },
  });
  const viewers = {
    namespace: 'AWS/CloudFront',
    metricName: 'Requests',
    dimensions: { DistributionId: 'E1', Region: 'Global' },
  };
  on.endpoint.controlPlane.cloudWatch.metrics.put([
    ...[requests({ LoadBalancer }), requests({ LoadBalancer, TargetGroup })],
    { metric: viewers, atMs: minute, unit: 'None', values: observed(9), isHighResolution: false },
  ]);
  const observer = on.observe({ longestSettleMs: 0 });
  await on.clock.asleep();
  const record = await on.clock.until(observer.stop());
  const metric = { name: 'RequestCount', statistic: 'Sum', values: [{ startMs: minute, value: 7 }] };
  expect(webOf(record).metrics).toMatchObject([{ ...metric, resource: TargetGroup }]);
  expect(record.metrics).toMatchObject([
    { ...metric, resource: LoadBalancer },
    { name: 'Requests', resource: 'E1', values: [{ startMs: minute, value: 9 }] },
  ]);
});

test('at a time scale, metrics and what alarms judged are in shortened periods', async () => {
  const on = await stageOf({ timeScale: 30 });
  await alarmOnCpu(on.target.clients);
  await queuePolicy(on);
  for (const [second, value] of [
    [0, 50],
    [2, 90],
  ] as const) {
    putAllCpu(on, minute + second * 1000, value);
    on.endpoint.controlPlane.cloudWatch.metrics.put([
      {
        metric: { namespace: 'Shop', metricName: 'Waiting', dimensions: { Service: 'web' } },
        ...{ atMs: minute + second * 1000, unit: 'Count', values: observed(value), isHighResolution: true },
      },
    ]);
  }
  const observer = on.observe();
  await steps(on, 3);
  await on.clock.asleep();
  const record = await on.clock.until(observer.stop());
  const web = webOf(record);
  expect(web.samples[1]?.atMs).toBe(sampleTime + 1000);
  const values = (factor: number) => [
    { startMs: minute, value: 50 * factor },
    { startMs: minute + 2000, value: 90 * factor },
  ];
  expect(web.metrics.map(({ name, periodSeconds, values: found }) => [name, periodSeconds, found])).toEqual([
    ['CPUUtilization', 2, values(1)],
    ['Waiting', 2, values(1)],
  ]);
  expect(web.scaling).toMatchObject({
    timeScale: 30,
    policies: [
      { policy: { policyName: 'cpu' }, high: { periodSeconds: 60, values: values(1) } },
      { policy: { policyName: 'queue' }, high: { values: values(30) } },
    ],
  });
});

/** A policy on a metric of the definition itself, in metric math on its sum. */
async function queuePolicy({ target }: ObservedEndpoint): Promise<void> {
  const scaling = await target.clients.applicationAutoScaling();
  const Metric = {
    Namespace: 'Shop',
    MetricName: 'Waiting',
    Dimensions: [{ Name: 'Service', Value: 'web' }],
  };
  await scaling.putScalingPolicy({
    ...sampleScalable,
    ...{ PolicyName: 'queue', PolicyType: 'TargetTrackingScaling' },
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 1000,
      CustomizedMetricSpecification: {
        Metrics: [
          { Id: 'waiting', MetricStat: { Metric, Stat: 'Sum' }, ReturnData: false },
          { Id: 'of', Expression: 'waiting / 1' },
        ],
      },
    },
  });
}

test('what is known while the load lasts has the newest metrics and the scaling', async () => {
  const on = await stageOf();
  await alarmOnCpu(on.target.clients);
  putAllCpu(on, minute - minuteMs, 50);
  const { promise: hasRead, resolve } = Promise.withResolvers<ObservedRecord>();
  const observer = on.observe({
    onLook: () => {
      const live = observer.live();
      if (live.services.some(({ scaling }) => scaling !== undefined)) resolve(live);
    },
  });
  const live = await on.clock.until(hasRead);
  expect(webOf(live)).toMatchObject({
    metrics: [{ name: 'CPUUtilization', values: [{ value: 50 }] }],
    scaling: { policies: [{ policy: { policyName: 'cpu' }, high: { state: 'ALARM' } }] },
  });
});

test('a record is the same when it is read back', async () => {
  const on = await stageOf({ refuses: (operation) => operation === 'DescribeLoadBalancers' });
  await alarmOnCpu(on.target.clients);
  putAllCpu(on, minute, 50);
  const observer = on.observe({ longestSettleMs: 0 });
  await on.clock.asleep();
  await on.proxy.goAway();
  await steps(on, 1);
  await on.clock.asleep();
  await on.proxy.comeBack();
  await on.clock.step();
  const record = await on.clock.until(observer.stop());
  expect(observedRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
  expect(record.gaps).toHaveLength(1);
});
