import type { StepScalingPolicy } from '../../../definition/model/scaling.ts';
import { ownValue } from '../../../json/own-value.ts';
import type { AlarmRecord, AlarmsState } from '../../cloudwatch/alarms/alarms-state.ts';
import { type AlarmReading, noAlarm, type PolicySituation } from '../../scaling/decisions/situation.ts';
import { aggregated } from '../../scaling/policies/aggregated.ts';
import type { ScalingPolicyRecord } from '../model/scaling-state.ts';
import { stepPolicy, trackingPolicy } from './decision-policy.ts';
import { stepAlarmsOf } from './policy-alarms.ts';

/** The alarms of an environment, and the names of those that were evaluated just now. */
export interface EvaluatedAlarms {
  readonly alarms: AlarmsState;
  readonly fresh: ReadonlySet<string>;
  readonly timeScale: number;
}

/**
 * What the policies of a target go by: their alarms as they are. Values of alarms that were not evaluated now are left out,
 * so that nothing is done twice about one value. A policy that never acts has no part in it.
 */
export function policySituations(
  records: readonly ScalingPolicyRecord[],
  evaluated: EvaluatedAlarms,
): readonly PolicySituation[] {
  return records.flatMap((record) => situationOf(record, evaluated) ?? []);
}

function situationOf(record: ScalingPolicyRecord, evaluated: EvaluatedAlarms): PolicySituation | undefined {
  const { policy, alarmNames } = record;
  switch (policy.kind) {
    case 'target-tracking': {
      const [highName = '', lowName] = alarmNames;
      const tracking = trackingPolicy(policy, evaluated.timeScale);
      const high = trackingReading(highName, evaluated);
      return lowName === undefined
        ? { policy: tracking, high }
        : { policy: tracking, high, low: trackingReading(lowName, evaluated) };
    }
    case 'step-scaling':
      return { policy: stepPolicy(policy, evaluated.timeScale), ...stepReading(record, policy, evaluated) };
    case 'predictive':
      return undefined;
  }
}

/**
 * The newest value decides. Assumed: AWS does not say which of the recent ones do. Those from before a scale-in would ask
 * for fewer tasks than keep the metric below its target, which AWS says it never does.
 */
function trackingReading(alarmName: string, evaluated: EvaluatedAlarms): AlarmReading {
  const record = ownValue(evaluated.alarms, alarmName);
  return reading(alarmName, record, record?.recentDatapoints?.at(-1), evaluated);
}

/** An alarm that somebody has deleted has no data. */
function reading(
  alarmName: string,
  record: AlarmRecord | undefined,
  value: number | undefined,
  { fresh }: EvaluatedAlarms,
): AlarmReading {
  if (record === undefined) return { alarmName, state: 'INSUFFICIENT_DATA' };
  const read = { alarmName, state: record.state, areActionsDisabled: !record.definition.actionsEnabled };
  return value === undefined || !fresh.has(alarmName) ? read : { ...read, value };
}

/** Of several alarms, such as one for each direction, the one that was found in ALARM now. */
function stepReading(
  record: ScalingPolicyRecord,
  { metricAggregationType }: StepScalingPolicy,
  evaluated: EvaluatedAlarms,
): { readonly alarm: AlarmReading; readonly threshold: number } {
  const alarms = stepAlarmsOf(record, evaluated.alarms);
  const acting = alarms.find(
    ({ state, definition }) => state === 'ALARM' && evaluated.fresh.has(definition.alarmName),
  );
  const alarm = acting ?? alarms.find(({ state }) => state === 'ALARM') ?? alarms[0];
  if (alarm?.definition.kind !== 'metric') return { alarm: noAlarm, threshold: 0 };
  const { alarmName, threshold, evaluationPeriods } = alarm.definition;
  const recent = alarm.recentDatapoints?.slice(-evaluationPeriods) ?? [];
  return {
    alarm: reading(alarmName, alarm, aggregated(recent, metricAggregationType), evaluated),
    threshold,
  };
}
