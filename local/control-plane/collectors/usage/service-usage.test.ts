import { describe, expect, it } from 'vitest';
import { insightsUsage, type MeasuredTask, utilization } from './service-usage.ts';

const dimensions = { ClusterName: 'store', ServiceName: 'web' };
const at = { atMs: 60_000, isHighResolution: false };

function task(memoryMiB: number, vcpus?: number): MeasuredTask {
  const usage = vcpus === undefined ? { memoryMiB } : { memoryMiB, vcpus };
  return { usage, size: { cpuUnits: 256, memoryMiB: 512 } };
}

describe('the utilization of a service', () => {
  it('is a percentage of the task size, with an observation for each task', () => {
    const [memory] = utilization('MemoryUtilization', [task(107), task(203)], dimensions, at);
    expect(memory).toEqual({
      metric: { namespace: 'AWS/ECS', metricName: 'MemoryUtilization', dimensions },
      atMs: 60_000,
      unit: 'Percent',
      isHighResolution: false,
      values: {
        sampleCount: 2,
        sum: 60.546875,
        minimum: 20.8984375,
        maximum: 39.6484375,
        counts: new Map([
          [20.8984375, 1],
          [39.6484375, 1],
        ]),
      },
    });
  });

  it('of CPU is not clamped', () => {
    const [cpu] = utilization('CPUUtilization', [task(1, 0.375)], dimensions, at);
    expect(cpu?.values.maximum).toBe(150);
  });

  it('counts only tasks that reported, and has no datapoint without any', () => {
    const tasks = [task(1), task(1, 0.125)];
    expect(utilization('CPUUtilization', tasks, dimensions, at)[0]?.values.sampleCount).toBe(1);
    expect(utilization('MemoryUtilization', tasks, dimensions, at)[0]?.values.sampleCount).toBe(2);
    expect(utilization('CPUUtilization', [task(1)], dimensions, at)).toEqual([]);
    expect(utilization('MemoryUtilization', [], dimensions, at)).toEqual([]);
  });
});

describe('what Container Insights measures', () => {
  it('is CPU in units and memory in megabytes, used and reserved', () => {
    const data = insightsUsage([task(100, 0.125), task(50, 0.25)], dimensions, 1);
    expect(
      data.map(({ metric, unit, values }) => [metric.metricName, unit, values.sampleCount, values.sum]),
    ).toEqual([
      ['CpuUtilized', 'None', 2, 384],
      ['CpuReserved', 'None', 2, 512],
      ['MemoryUtilized', 'Megabytes', 2, 150],
      ['MemoryReserved', 'Megabytes', 2, 1024],
    ]);
  });
});
