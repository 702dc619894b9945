import type { RecordedAlarm, RecordedPolicy } from '../../local/scaling/words/scaling-record.ts';
import type { ObservedService } from '../record/observed-record.ts';

/** The metric that a policy follows, with the values at which it acts. */
export interface PolicyMetric {
  readonly policyName: string;
  readonly alarm: RecordedAlarm;
  readonly unit: string;
  /** Such as `target` and its value, the most important first. */
  readonly limits: readonly (readonly [name: string, value: number])[];
}

/** The metrics of all policies of a service. */
export function policyMetrics({ scaling }: ObservedService): readonly PolicyMetric[] {
  return (scaling?.policies ?? []).map((recorded) => {
    const alarm = 'alarm' in recorded ? recorded.alarm : recorded.high;
    const { policyName } = recorded.policy;
    return { policyName, alarm, unit: unitOf(alarm.metricName), limits: limitsOf(recorded) };
  });
}

/** Alarms do not tell the unit of their metric; metrics of ECS and of load balancers have it in their names. */
function unitOf(metricName: string): string {
  if (metricName.endsWith('Utilization')) return '%';
  return metricName.endsWith('ResponseTime') ? 's' : '';
}

function limitsOf(recorded: RecordedPolicy): PolicyMetric['limits'] {
  if ('alarm' in recorded) return [['threshold', recorded.alarm.threshold]];
  const low = recorded.low === undefined ? [] : [['scales in below', recorded.low.threshold] as const];
  return [['target', recorded.policy.targetValue], ...low];
}

/** The alarms of a service with short names: alarms of target tracking have long ones. */
export function namedAlarms({ scaling }: ObservedService): readonly (readonly [string, RecordedAlarm])[] {
  return (scaling?.policies ?? []).flatMap((recorded) => {
    const { policyName } = recorded.policy;
    if ('alarm' in recorded) return [[policyName, recorded.alarm] as const];
    const low = recorded.low === undefined ? [] : [[`${policyName} low`, recorded.low] as const];
    return [[`${policyName} high`, recorded.high] as const, ...low];
  });
}
