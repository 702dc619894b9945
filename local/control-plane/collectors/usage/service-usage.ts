import type { MetricDatum } from '../../../cloudwatch/metrics/metric.ts';
import { datum, statisticsOf } from '../statistics.ts';
import type { TaskUsage } from './task-span.ts';

/** What a task used, and its size: CPU units (1024 are one vCPU) and MiB. */
export interface MeasuredTask {
  readonly usage: TaskUsage;
  readonly size: { readonly cpuUnits: number; readonly memoryMiB: number };
}

/** A service's place in CloudWatch. */
export interface ServiceDimensions {
  readonly ClusterName: string;
  readonly ServiceName: string;
}

/** The metrics of the namespace `AWS/ECS` that are shares of the tasks' size. */
export type UtilizationName = 'CPUUtilization' | 'MemoryUtilization';

const unitsInVcpu = 1024;

/**
 * `CPUUtilization` or `MemoryUtilization` of a service: an observation for each task that reported, in percent of the
 * size of the task, whatever its containers reserve. CPU may exceed 100.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export function utilization(
  metricName: UtilizationName,
  tasks: readonly MeasuredTask[],
  dimensions: ServiceDimensions,
  at: { readonly atMs: number; readonly isHighResolution: boolean },
): readonly MetricDatum[] {
  const shares = tasks.flatMap((task) => shareOf[metricName](task) ?? []);
  return datum(
    { namespace: 'AWS/ECS', dimensions: { ...dimensions }, ...at },
    metricName,
    'Percent',
    statisticsOf(shares),
  );
}

const shareOf: Readonly<Record<UtilizationName, (task: MeasuredTask) => number | undefined>> = {
  CPUUtilization: ({ usage, size }) =>
    usage.vcpus === undefined ? undefined : (usage.vcpus * unitsInVcpu * 100) / size.cpuUnits,
  MemoryUtilization: ({ usage, size }) => (usage.memoryMiB * 100) / size.memoryMiB,
};

/**
 * What Container Insights measures of tasks: an observation for each that reported. Assumed: CPU is in units, like
 * what is reserved, and a task without a second reading yet is left out of `CpuUtilized`.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export function insightsUsage(
  tasks: readonly MeasuredTask[],
  dimensions: Readonly<Record<string, string>>,
  atMs: number,
): readonly MetricDatum[] {
  const place = { namespace: 'ECS/ContainerInsights', dimensions, atMs };
  const used = tasks.flatMap(({ usage }) => (usage.vcpus === undefined ? [] : usage.vcpus * unitsInVcpu));
  return [
    ...datum(place, 'CpuUtilized', 'None', statisticsOf(used)),
    ...datum(place, 'CpuReserved', 'None', statisticsOf(tasks.map(({ size }) => size.cpuUnits))),
    ...datum(place, 'MemoryUtilized', 'Megabytes', statisticsOf(tasks.map(({ usage }) => usage.memoryMiB))),
    ...datum(place, 'MemoryReserved', 'Megabytes', statisticsOf(tasks.map(({ size }) => size.memoryMiB))),
  ];
}
