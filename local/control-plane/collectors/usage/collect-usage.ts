import type { MetricDatum } from '../../../cloudwatch/metrics/metric.ts';
import type { Engine } from '../../../docker/engine.ts';
import type { ClusterState, ServiceState } from '../../model/cluster-state.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { type Boundary, crosses, lastPeriodStart } from '../boundaries.ts';
import { closePeriod, type ServiceTask, serviceTasks, type TaskSpans, withTask } from './measured-tasks.ts';
import { readTask } from './read-usage.ts';
import { insightsUsage, type MeasuredTask, type UtilizationName, utilization } from './service-usage.ts';
import { hasContainerInsights } from './task-count-data.ts';

/** Periods in which services report, in seconds: the second where their `monitoring` asks for it. */
export type ResolutionSeconds = 60 | 20;

export interface UsageOptions {
  readonly engine: Pick<Engine, 'stats'>;
  readonly persisted: () => PersistedState;
  readonly resolutionOf: (service: ServiceState, metricName: UtilizationName) => ResolutionSeconds;
  /** A second of a period is so many milliseconds here. */
  readonly secondMs: number;
  /** Told once for each look at which the engine could not tell of some container. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * The usage of services, from the engine's statistics of their containers. Asked at each boundary, it reads a task
 * twice a period, and gives the data of a period once that is over. The cost is bounded by that: 20 tasks of one
 * container are 40 calls a minute, or 120 with a resolution of 20 seconds. Shortened periods cost as many times
 * more.
 */
export function usageCollector(
  options: UsageOptions,
): (boundary: Boundary) => Promise<readonly MetricDatum[]> {
  let spans = noSpans();
  let isFirst = true;
  return async (boundary) => {
    const { cluster } = options.persisted();
    const hasSlept = boundary.atMs - boundary.previousMs > longestGapMs;
    if (isFirst || hasSlept) {
      isFirst = false;
      spans = noSpans();
      // What the CPU is measured from; a period that nobody watched has no point.
      await readTasks(spans, resolutions, cluster, options);
      return [];
    }
    const due = resolutions.filter((seconds) => crosses(boundary, (seconds * options.secondMs) / 2));
    await readTasks(spans, due, cluster, options);
    return resolutions
      .filter((seconds) => crosses(boundary, seconds * options.secondMs))
      .flatMap((seconds) => {
        const { measured, next } = closePeriod(spans[seconds]);
        spans[seconds] = next;
        const atMs = lastPeriodStart(boundary.atMs, seconds * options.secondMs);
        return usageData(measured, { seconds, atMs }, options);
      });
  };
}

type Spans = Record<ResolutionSeconds, TaskSpans>;

const noSpans = (): Spans => ({ 60: new Map(), 20: new Map() });

/** Between two looks: after a longer one the machine has slept, and what was used meanwhile is that of no period. */
const longestGapMs = 120_000;

const resolutions: readonly ResolutionSeconds[] = [60, 20];
const utilizations: readonly UtilizationName[] = ['CPUUtilization', 'MemoryUtilization'];

/** Each service has points of a minute: Container Insights', if not its own. */
function resolutionsOf(
  service: ServiceState,
  resolutionOf: UsageOptions['resolutionOf'],
): readonly ResolutionSeconds[] {
  return [...new Set([60 as const, ...utilizations.map((name) => resolutionOf(service, name))])];
}

/** All at once: an engine before version 23 answers with what it collects once a second for whoever waits. */
async function readTasks(
  spans: Spans,
  due: readonly ResolutionSeconds[],
  cluster: ClusterState,
  { engine, resolutionOf, onFailure }: UsageOptions,
): Promise<void> {
  const failures: unknown[] = [];
  const work = serviceTasks(cluster).map(async (task) => {
    const service = cluster.services[task.service];
    const wanted = service === undefined ? [] : resolutionsOf(service, resolutionOf);
    const own = due.filter((seconds) => wanted.includes(seconds));
    if (own.length === 0) return;
    const readings = await readTask(engine, task.state).catch((error: unknown) => {
      failures.push(error);
      return [];
    });
    for (const seconds of own) spans[seconds] = withTask(spans[seconds], task, readings);
  });
  await Promise.all(work);
  if (failures.length > 0) onFailure(failures[0]);
}

function usageData(
  measured: readonly (ServiceTask & MeasuredTask)[],
  { seconds, atMs }: { readonly seconds: ResolutionSeconds; readonly atMs: number },
  { persisted, resolutionOf }: UsageOptions,
): readonly MetricDatum[] {
  const state = persisted();
  const { clusterName: ClusterName, services } = state.cluster;
  const isHighResolution = seconds < 60;
  const own = [...Map.groupBy(measured, ({ service }) => service)].flatMap(([ServiceName, tasks]) => {
    const service = services[ServiceName];
    return utilizations
      .filter((name) => service !== undefined && resolutionOf(service, name) === seconds)
      .flatMap((name) => utilization(name, tasks, { ClusterName, ServiceName }, { atMs, isHighResolution }));
  });
  if (isHighResolution || !hasContainerInsights(state)) return own;
  return [...own, ...insightsOf(measured, ClusterName, atMs)];
}

/** By service, by family, and of the whole cluster. */
function insightsOf(
  measured: readonly (ServiceTask & MeasuredTask)[],
  ClusterName: string,
  atMs: number,
): readonly MetricDatum[] {
  const services = [...Map.groupBy(measured, ({ service }) => service)];
  const families = [...Map.groupBy(measured, ({ family }) => family)];
  return [
    ...insightsUsage(measured, { ClusterName }, atMs),
    ...services.flatMap(([ServiceName, tasks]) => insightsUsage(tasks, { ClusterName, ServiceName }, atMs)),
    ...families.flatMap(([TaskDefinitionFamily, tasks]) =>
      insightsUsage(tasks, { ClusterName, TaskDefinitionFamily }, atMs),
    ),
  ];
}
