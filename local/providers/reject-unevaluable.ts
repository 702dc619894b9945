import type { TemplateAlarm, WatchedMetric } from '../../definition/model/alarms.ts';
import type { ScalableTarget, ScalingPolicy } from '../../definition/model/scaling.ts';
import type { Workload } from '../../definition/workload.ts';
import { Failure } from '../../failure/failure.ts';
import { parseRule } from '../cloudwatch/alarms/composite/parse-rule.ts';
import { checkQueries } from '../cloudwatch/math/evaluate-queries.ts';
import { parseSchedule } from '../scaling/schedules/schedule.ts';

/**
 * Fails with `TEMPLATE_BAD_PROPERTY`, by its logical id, for metric math, a rule of a composite alarm or a schedule of
 * which nothing could ever come, so that it is not found out when an alarm stays without data or a time passes by.
 */
export function rejectUnevaluable({
  alarms,
  scalableTargets,
}: Pick<Workload, 'alarms' | 'scalableTargets'>): void {
  for (const alarm of alarms) rejectAlarm(alarm);
  for (const target of scalableTargets) {
    for (const policy of target.policies) rejectPolicy(policy);
    rejectSchedules(target);
  }
}

function rejectAlarm(alarm: TemplateAlarm): void {
  const { logicalId } = alarm;
  if (alarm.kind === 'metric') rejectMath(logicalId, alarm.watched);
  else named(logicalId, 'AlarmRule', () => parseRule(alarm.alarmRule));
}

function rejectPolicy(policy: ScalingPolicy): void {
  if (policy.kind !== 'target-tracking' || policy.metric.kind !== 'customized') return;
  rejectMath(policy.logicalId, policy.metric.watched);
}

function rejectMath(logicalId: string, watched: WatchedMetric): void {
  if (watched.kind === 'math') named(logicalId, 'Metrics', () => checkQueries(watched.queries));
}

function rejectSchedules({ logicalId, scheduledActions }: ScalableTarget): void {
  const wrong = scheduledActions.find(({ schedule }) => parseSchedule(schedule) === undefined);
  if (wrong === undefined) return;
  const { scheduledActionName: name, schedule } = wrong;
  throw bad(`${logicalId}.ScheduledActions: ${name} is to run at ${schedule}, which never occurs`);
}

function named(logicalId: string, property: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw bad(`${logicalId}.${property}: ${error.message}`, error);
  }
}

function bad(message: string, cause?: unknown): Failure {
  const hint = 'Correct the property in the CDK app and synthesize it again.';
  return new Failure('TEMPLATE_BAD_PROPERTY', message, { hint, cause });
}
