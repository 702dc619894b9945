import type { MetricId, WatchedMetric } from '../../../definition/model/alarms.ts';
import type { TrackedMetric } from '../../../definition/model/scaling.ts';
import type { CheckedMetric } from '../../scaling/check/check-input.ts';

type Predefined = Extract<TrackedMetric, { kind: 'predefined' }>['type'];

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
export function predefinedMetric(type: Predefined): {
  readonly metric: CheckedMetric;
  readonly periodSeconds: number;
} {
  switch (type) {
    case 'ECSServiceAverageCPUUtilization':
      return { metric: { kind: 'cpu' }, periodSeconds: 60 };
    case 'ECSServiceAverageCPUUtilizationHighResolution':
      return { metric: { kind: 'cpu' }, periodSeconds: 20 };
    case 'ECSServiceAverageMemoryUtilization':
      return { metric: { kind: 'memory' }, periodSeconds: 60 };
    case 'ECSServiceAverageMemoryUtilizationHighResolution':
      return { metric: { kind: 'memory' }, periodSeconds: 20 };
    case 'ALBRequestCountPerTarget':
      return { metric: { kind: 'requests' }, periodSeconds: 60 };
  }
}

const own: Readonly<Record<string, CheckedMetric>> = {
  'AWS/ECS CPUUtilization': { kind: 'cpu' },
  'AWS/ECS MemoryUtilization': { kind: 'memory' },
  'AWS/ApplicationELB RequestCountPerTarget': { kind: 'requests' },
};

/** Metrics that count tasks: what is divided by one of them is a value per task. */
const taskCounts: ReadonlySet<string> = new Set([
  'RunningTaskCount',
  'LiveTaskCount',
  'HealthyHostCount',
  'DesiredTaskCount',
]);

/**
 * A metric that an alarm or a policy watches. AWS's own are known by their names; metric math that divides by the number
 * of tasks falls in proportion to them; nothing is known about any other.
 */
export function watchedMetric(watched: WatchedMetric): CheckedMetric {
  if (watched.kind === 'metric') return ownMetric(watched.metric);
  const { queries } = watched;
  const counts = queries.filter(({ metricStat }) => taskCounts.has(metricStat?.metric.metricName ?? ''));
  const divides = (expression: string) =>
    counts.some(({ id }) => new RegExp(`/[\\s(]*(FILL\\(\\s*)?${id}\\b`, 'i').test(expression));
  const names = queries.flatMap(({ metricStat }) => metricStat?.metric.metricName ?? []);
  return {
    kind: 'custom',
    name: names.join(' and '),
    isPerTask: queries.some(({ expression }) => expression !== undefined && divides(expression)),
  };
}

function ownMetric({ namespace, metricName }: MetricId): CheckedMetric {
  return (
    new Map(Object.entries(own)).get(`${namespace} ${metricName}`) ?? {
      kind: 'custom',
      name: metricName,
      isPerTask: false,
    }
  );
}
