import { beforeEach, describe, expect, it } from 'vitest';
import type { MetricDatum } from '../../../cloudwatch/metrics/metric.ts';
import { sampleState, webServiceState, webTask } from '../../api/testing/sample-state.ts';
import { sampleWorkload } from '../../api/testing/sample-workload.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { type ResolutionSeconds, usageCollector } from './collect-usage.ts';

const mebibyte = 1024 * 1024;

/** An engine whose containers use half a vCPU and 100 MiB; what it has not is gone. */
function engineOf(...running: readonly string[]) {
  const has = new Set(running);
  let nowMs = 0;
  const asked: string[] = [];
  return {
    has,
    asked,
    at: (milliseconds: number) => {
      nowMs = milliseconds;
    },
    stats: async (id: string) => {
      asked.push(id);
      if (id === 'broken') throw new Error('the engine is away');
      if (!has.has(id)) return undefined;
      const figures = { cpuNanoseconds: nowMs * 500_000, memoryBytes: 100 * mebibyte };
      return { at: new Date(nowMs), ...figures, memoryLimitBytes: 0, raw: undefined };
    },
  };
}

function taskOf(id: string, runtimeId: string) {
  const containers = webTask.containers.map((container) => ({ ...container, runtimeId }));
  return { ...webTask, id, containers };
}

let persisted: PersistedState;
let engine: ReturnType<typeof engineOf>;
let failures: unknown[];
beforeEach(() => {
  const tasks = { one: taskOf('one', 'c1'), two: taskOf('two', 'c2') };
  persisted = { cluster: { ...sampleState, tasks }, released: { workload: sampleWorkload, digest: 'd1' } };
  engine = engineOf('c1', 'c2');
  failures = [];
});

/** Collects from the start to the end at each ten seconds. */
async function collect(
  untilSeconds: number,
  resolutionOf: () => ResolutionSeconds = () => 60,
  at: Readonly<Record<number, () => void>> = {},
): Promise<readonly MetricDatum[]> {
  const collector = usageCollector({
    engine,
    persisted: () => persisted,
    resolutionOf,
    secondMs: 1000,
    onFailure: (error) => failures.push(error),
  });
  const data: MetricDatum[] = [];
  for (let seconds = 0; seconds <= untilSeconds; seconds += 10) {
    at[seconds]?.();
    engine.at(seconds * 1000);
    data.push(...(await collector({ atMs: seconds * 1000, previousMs: (seconds - 10) * 1000 })));
  }
  return data;
}

const of = (data: readonly MetricDatum[], name: string) =>
  data
    .filter(({ metric }) => metric.namespace === 'AWS/ECS' && metric.metricName === name)
    .map(({ atMs, values }) => [atMs / 1000, values.sampleCount, values.maximum]);

describe('the usage of services', () => {
  it('is reported once a minute, for the past minute, from all tasks', async () => {
    const data = await collect(120);
    // Half a vCPU of a task that has 512 units, and 100 of 1024 MiB.
    expect(of(data, 'CPUUtilization')).toEqual([
      [0, 2, 100],
      [60, 2, 100],
    ]);
    expect(of(data, 'MemoryUtilization').at(-1)).toEqual([60, 2, 9.765625]);
    expect(data.every(({ isHighResolution }) => !isHighResolution)).toBe(true);
  });

  it('has no datapoint for a period of which only the end was observed', async () => {
    expect(of(await collect(50), 'MemoryUtilization')).toEqual([]);
    expect(of(await collect(60), 'MemoryUtilization')).toEqual([[0, 2, 9.765625]]);
  });

  it('reads each container twice a minute', async () => {
    await collect(110);
    expect(engine.asked.filter((id) => id === 'c1')).toHaveLength(4);
  });

  it('is reported every 20 seconds if the service is configured so, which gives six observations per minute', async () => {
    const data = await collect(120, () => 20);
    const minute = of(data, 'CPUUtilization').filter(([at]) => at !== undefined && at >= 60);
    expect(minute).toEqual([
      [60, 2, 100],
      [80, 2, 100],
      [100, 2, 100],
    ]);
    expect(
      data.filter(({ metric }) => metric.namespace === 'AWS/ECS').every((one) => one.isHighResolution),
    ).toBe(true);
  });

  it('does not fail if containers end meanwhile, and has no datapoint without tasks', async () => {
    const data = await collect(240, () => 60, {
      90: () => engine.has.delete('c1'),
      130: () => engine.has.clear(),
    });
    expect(of(data, 'MemoryUtilization').map(([at, count]) => [at, count])).toEqual([
      [0, 2],
      [60, 1],
    ]);
    expect(failures).toEqual([]);
  });

  it('has no point for the time in which the machine slept', async () => {
    const collector = usageCollector({
      engine,
      persisted: () => persisted,
      resolutionOf: () => 60,
      secondMs: 1000,
      onFailure: (error) => failures.push(error),
    });
    const data: MetricDatum[] = [];
    const times = [0, 30, 60, 90, 3600, 3630, 3660];
    for (const [index, seconds] of times.entries()) {
      engine.at(seconds * 1000);
      const previousMs = (times[index - 1] ?? -10) * 1000;
      data.push(...(await collector({ atMs: seconds * 1000, previousMs })));
    }
    expect(of(data, 'CPUUtilization').map(([at]) => at)).toEqual([0, 3600]);
  });

  it('is that of the other tasks while the engine does not report one', async () => {
    persisted = {
      ...persisted,
      cluster: { ...persisted.cluster, tasks: { one: taskOf('one', 'broken'), two: taskOf('two', 'c2') } },
    };
    const data = await collect(60);
    expect(of(data, 'MemoryUtilization').at(-1)?.[1]).toBe(1);
    expect(failures).toHaveLength(3);
  });

  it('is relative to the size that the task was started with', async () => {
    const task = {
      ...taskOf('one', 'c1'),
      overrides: { cpu: 1024, memoryMiB: 2048, containerOverrides: [] },
    };
    persisted = { ...persisted, cluster: { ...persisted.cluster, tasks: { one: task } } };
    const data = await collect(60);
    expect(of(data, 'CPUUtilization')).toEqual([[0, 1, 50]]);
    expect(of(data, 'MemoryUtilization').at(-1)).toEqual([0, 1, 4.8828125]);
  });

  it('leaves out one-off tasks and tasks that are not running yet', async () => {
    const tasks = {
      one: { ...taskOf('one', 'c1'), group: 'family:migrate' },
      two: { ...taskOf('two', 'c2'), lastStatus: 'PENDING' as const },
    };
    persisted = { ...persisted, cluster: { ...persisted.cluster, tasks } };
    expect(await collect(60)).toEqual([]);
    expect(engine.asked).toEqual([]);
  });

  it('goes into Container Insights by cluster, service and family, if the cluster has it enabled', async () => {
    const used = (await collect(60)).filter(
      ({ metric, atMs }) => metric.metricName === 'CpuUtilized' && atMs === 0,
    );
    const ClusterName = sampleState.clusterName;
    expect(used.map(({ metric, values }) => [metric.dimensions, values.sampleCount, values.sum])).toEqual([
      [{ ClusterName }, 2, 1024],
      [{ ClusterName, ServiceName: webServiceState.name }, 2, 1024],
      [{ ClusterName, TaskDefinitionFamily: 'spree-local-web' }, 2, 1024],
    ]);
    persisted = { ...persisted, released: { workload: { ...sampleWorkload, clusters: [] }, digest: 'd2' } };
    expect((await collect(60)).some(({ metric }) => metric.namespace !== 'AWS/ECS')).toBe(false);
  });
});
