import { type JudgedValue, judgedValues } from '../../../cloudwatch/alarms/metric/judged-values.ts';
import { inScaledTime } from '../../../cloudwatch/alarms/metric/scaled-time.ts';
import type { ScalableTargetRecord } from '../../model/scaling-state.ts';
import { alarmsOf } from '../../scaling/policy-alarms.ts';
import type { ControlPlane } from '../control-plane.ts';
import { targetsOf } from './find.ts';

/** From when to when, in real milliseconds since the epoch. */
export interface ToldRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * What AWS does not tell, for whoever asks why a service was or was not scaled: the decisions on each target, the newest
 * first, with the answer that each policy got. At a time scale, what its alarms judged and how many tasks ran as well: the
 * periods are shorter than any that CloudWatch's API can be asked for.
 */
export function toldScaling(
  { applicationAutoScaling, cloudWatch }: Pick<ControlPlane, 'applicationAutoScaling' | 'cloudWatch'>,
  range: ToldRange,
) {
  const { timeScale } = cloudWatch;
  const targets = targetsOf(applicationAutoScaling.scaling()).map((target) => ({
    resourceId: target.state.resourceId,
    decisions: target.decisions.map(({ decision, ...seen }) => ({ ...seen, ...decision })),
    values: timeScale === 1 ? {} : valuesOf(target, cloudWatch, range),
    tasks: timeScale === 1 ? [] : tasksOf(target, cloudWatch, range),
  }));
  return { timeScale, targets };
}

type CloudWatch = ControlPlane['cloudWatch'];

/** By alarm. */
function valuesOf(
  { policies }: ScalableTargetRecord,
  { metrics, timeScale, ...cloudWatch }: CloudWatch,
  range: ToldRange,
) {
  const alarms = Object.values(policies).flatMap((policy) => alarmsOf(policy, cloudWatch.alarms()));
  const values = alarms.flatMap(({ definition }): readonly [string, readonly JudgedValue[]][] =>
    definition.kind === 'metric'
      ? [[definition.alarmName, judgedValues(definition, metrics, timeScale, range)]]
      : [],
  );
  return Object.fromEntries(values);
}

const minuteMs = 60_000;

function tasksOf(
  { state: { resourceId } }: ScalableTargetRecord,
  { metrics, timeScale }: CloudWatch,
  { fromMs, toMs }: ToldRange,
): readonly JudgedValue[] {
  const [, ClusterName = '', ServiceName = ''] = resourceId.split('/');
  const metric = {
    namespace: 'AWS/ECS',
    metricName: 'LiveTaskCount',
    dimensions: { ClusterName, ServiceName },
  };
  const range = { startMs: fromMs * timeScale, endMs: toMs * timeScale, periodMs: minuteMs };
  return inScaledTime(metrics, timeScale)
    .read(metric, range)
    .map(({ startMs, values }) => ({ startMs: startMs / timeScale, value: values.maximum }));
}
