import { beforeAll, describe, expect, test } from 'vitest';
import type { MetricId } from '../../../definition/model/alarms.ts';
import type { ScalingPolicy } from '../../../definition/model/scaling.ts';
import { scalingConstructs } from '../../../definition/testing/scaling-constructs.ts';
import type { Workload } from '../../../definition/workload.ts';
import { evaluateAlarms } from '../../cloudwatch/alarms/evaluate-alarms.ts';
import { observed } from '../../cloudwatch/metrics/metric.ts';
import { createMetricStore } from '../../cloudwatch/metrics/metric-store.ts';
import { localWorkload } from '../../providers/local-workload.ts';
import { applyWorkload } from '../scheduler/commands/apply-workload.ts';
import { updateService } from '../scheduler/commands/services.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { accepted, oblige } from '../scheduler/testing/cluster-fixtures.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { applyDefinition } from './apply-definition.ts';
import { actOnActions } from './decide-scaling.ts';
import { followCluster } from './follow-cluster.ts';
import { nextScheduled, runScheduledActions } from './run-scheduled-actions.ts';

const start = Date.UTC(2026, 11, 1, 9);
const minute = 60_000;
const deliveryMs = 5000;

let workload: Workload;

beforeAll(() => {
  workload = localWorkload(scalingConstructs());
}, 60_000);

/** The workload of CDK's constructs, of whose policies one service has only those that are chosen. */
function withPolicies(service: string, isChosen: (policy: ScalingPolicy) => boolean): Workload {
  const scalableTargets = workload.scalableTargets.map((target) =>
    target.resourceId.endsWith(`/${service}`)
      ? { ...target, policies: target.policies.filter(isChosen) }
      : target,
  );
  return { ...workload, scalableTargets };
}

/** What was released, with so many tasks of a service that run steadily. */
function running(released: Workload, service: string, desiredCount: number): PersistedState {
  const { region, accountId, clusters } = released;
  const place = { clusterName: clusters[0]?.name ?? '', region, accountId };
  const options = { releaseServices: true };
  const cluster = oblige(accepted(applyWorkload(emptyCluster(place), released, options, start)), start);
  const state = applyDefinition({ cluster }, released, start);
  const scaled = accepted(updateService(state.cluster, { service, desiredCount }, start));
  return { ...state, cluster: oblige(scaled, start) };
}

const time = (nowMs: number) => ({ nowMs, timeScale: 1 });
const countOf = ({ cluster }: PersistedState, service: string) => cluster.services[service]?.desiredCount;

/** The desired counts of a service while a metric has one value for so many minutes. */
function counts(before: PersistedState, service: string, metric: MetricId, value: number, minutes: number) {
  const store = createMetricStore();
  const seen = [countOf(before, service)];
  let state = before;
  for (let turn = 1; turn <= minutes; turn += 1) {
    const atMs = start + turn * minute;
    store.put([
      { metric, atMs: atMs - minute, unit: unitOf(metric), values: observed(value), isHighResolution: false },
    ]);
    const evaluatedAt = { ...time(atMs + deliveryMs), deliveryMs };
    const { alarms, actions } = evaluateAlarms(state.alarms ?? {}, store, evaluatedAt);
    const acted = actOnActions({ ...state, alarms }, actions, time(evaluatedAt.nowMs));
    const cluster = oblige(acted.cluster, evaluatedAt.nowMs);
    state = followCluster({ ...acted, cluster }, time(evaluatedAt.nowMs));
    if (seen.at(-1) !== countOf(state, service)) seen.push(countOf(state, service));
  }
  return seen;
}

function unitOf({ metricName }: MetricId): string {
  return metricName.endsWith('Utilization') ? 'Percent' : 'None';
}

/** The metrics as they are published. */
const metrics = {
  cpu: (service: string): MetricId => ofService('CPUUtilization', service),
  memory: (service: string): MetricId => ofService('MemoryUtilization', service),
  requests: (): MetricId => {
    const [loadBalancer] = workload.loadBalancers;
    const [targetGroup] = workload.targetGroups;
    const dimensions = {
      LoadBalancer: loadBalancer?.arn.split(':loadbalancer/')[1] ?? '',
      TargetGroup: targetGroup?.arn.split(':').at(-1) ?? '',
    };
    return { namespace: 'AWS/ApplicationELB', metricName: 'RequestCountPerTarget', dimensions };
  },
  latency: (): MetricId => ({
    ...{ namespace: 'Shop', metricName: 'Latency', dimensions: { Queue: 'default' } },
  }),
  waiting: (): MetricId => ({
    ...{ namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible' },
    dimensions: { QueueName: queueName() },
  }),
};

function ofService(metricName: string, ServiceName: string): MetricId {
  const dimensions = { ClusterName: workload.clusters[0]?.name ?? '', ServiceName };
  return { namespace: 'AWS/ECS', metricName, dimensions };
}

/** The name that CloudFormation gives to the queue that the tasks are told to read. */
function queueName(): string {
  const jobs = workload.taskDefinitions.flatMap(({ containerDefinitions }) => containerDefinitions);
  const variables = jobs.flatMap(({ environment }) => environment);
  return variables.find(({ name }) => name === 'QUEUE_NAME')?.value ?? '';
}

const tracks = (type: string) => (policy: ScalingPolicy) =>
  policy.kind === 'target-tracking' && policy.metric.kind === 'predefined' && policy.metric.type === type;
const tracksOwn = (policy: ScalingPolicy) =>
  policy.kind === 'target-tracking' && policy.metric.kind === 'customized';
const steps = (policy: ScalingPolicy) => policy.kind === 'step-scaling';
const cpu = tracks('ECSServiceAverageCPUUtilization');
const memory = tracks('ECSServiceAverageMemoryUtilization');
const requests = tracks('ALBRequestCountPerTarget');

describe('what CDK writes for a scaled service scales it', () => {
  test.each<[string, (policy: ScalingPolicy) => boolean, keyof typeof metrics, number, number, number[]]>([
    ['scaleOnCpuUtilization adds tasks', cpu, 'cpu', 100, 3, [6, 9]],
    ['scaleOnCpuUtilization removes them', cpu, 'cpu', 20, 15, [6, 2]],
    ['scaleOnMemoryUtilization adds tasks', memory, 'memory', 95, 3, [6, 8]],
    ['scaleOnMemoryUtilization removes none where it must not scale in', memory, 'memory', 20, 30, [6]],
    ['scaleOnRequestCount adds tasks', requests, 'requests', 1400, 3, [6, 9]],
    ['scaleOnRequestCount removes them', requests, 'requests', 0, 15, [6, 2]],
    ['scaleToTrackCustomMetric adds tasks', tracksOwn, 'latency', 90, 3, [6, 9]],
    ['scaleToTrackCustomMetric removes them', tracksOwn, 'latency', 10, 15, [6, 2]],
    ['scaleOnMetric adds tasks by its upper step', steps, 'latency', 250, 3, [6, 9]],
    ['scaleOnMetric adds fewer by its lower step', steps, 'latency', 150, 3, [6, 7]],
    ['scaleOnMetric removes some below its steps', steps, 'latency', 5, 3, [6, 5]],
    ['scaleOnMetric changes nothing between its steps', steps, 'latency', 50, 30, [6]],
  ])('%s', (_construct, isChosen, metric, value, minutes, expected) => {
    const state = running(withPolicies('web', isChosen), 'web', 6);
    expect(counts(state, 'web', metrics[metric]('web'), value, minutes)).toEqual(expected);
  });

  test.each<[string, (policy: ScalingPolicy) => boolean, keyof typeof metrics, number, number, number[]]>([
    ['by CPU', cpu, 'cpu', 80, 3, [2, 4]],
    ['by its queue, which is long', steps, 'waiting', 600, 4, [2, 7]],
    ['by its queue, which has some messages', steps, 'waiting', 200, 4, [2, 3]],
    ['by its queue, which is empty: at the threshold', steps, 'waiting', 0, 4, [2, 1]],
  ])('QueueProcessingFargateService %s', (_why, isChosen, metric, value, minutes, expected) => {
    const state = running(withPolicies('jobs', isChosen), 'jobs', 2);
    expect(counts(state, 'jobs', metrics[metric]('jobs'), value, minutes)).toEqual(expected);
  });

  test('scaleOnSchedule', () => {
    let state = running(workload, 'web', 3);
    const boundsAt = (iso: string) => {
      state = runScheduledActions(state, time(Date.parse(iso)));
      const target = Object.values(state.scaling?.targets ?? {}).find(({ state: { resourceId } }) =>
        resourceId.endsWith('/web'),
      );
      return [target?.state.minCapacity, target?.state.maxCapacity, countOf(state, 'web')];
    };
    expect(nextScheduled(state, 1)).toBe(Date.parse('2026-12-01T15:00:00Z'));
    expect(boundsAt('2026-12-01T15:00:00Z')).toEqual([2, 20, 3]);
    // Eight in Singapore is midnight UTC; the morning starts with a Friday.
    expect(boundsAt('2026-12-02T00:00:00Z')).toEqual([2, 20, 3]);
    expect(boundsAt('2027-01-01T00:00:00Z')).toEqual([4, 20, 4]);
    expect(boundsAt('2027-11-11T00:00:00Z')).toEqual([8, 40, 8]);
  });
});
