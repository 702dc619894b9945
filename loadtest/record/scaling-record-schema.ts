import { z } from 'zod';
import type { AlarmRule } from '../../local/scaling/alarms/alarm.ts';
import type { StepScalingPolicy, TargetTrackingPolicy } from '../../local/scaling/policies/scaling-policy.ts';
import type {
  RecordedActivity,
  RecordedAlarm,
  RecordedPolicy,
  ScalingRecord,
} from '../../local/scaling/words/scaling-record.ts';

/** Values of a metric or of a count, as they are read back from disk. */
export const recordedValues = z.array(z.object({ startMs: z.number(), value: z.number() }));

const state = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

const rule: z.ZodType<AlarmRule> = z.object({
  ...{ threshold: z.number(), periodSeconds: z.number() },
  ...{ evaluationPeriods: z.number(), datapointsToAlarm: z.number() },
  comparisonOperator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  treatMissingData: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']),
});

const alarm: z.ZodType<RecordedAlarm> = z.object({
  ...{ alarmName: z.string(), threshold: z.number(), periodSeconds: z.number(), metricName: z.string() },
  ...{ state, areActionsDisabled: z.boolean(), rule: rule.exactOptional() },
  transitions: z.array(z.object({ atMs: z.number(), from: state, to: state })),
  values: recordedValues,
});

const tracking: z.ZodType<TargetTrackingPolicy> = z.object({
  kind: z.literal('target-tracking'),
  ...{ policyName: z.string(), targetValue: z.number(), periodSeconds: z.number() },
  ...{ scaleOutCooldownSeconds: z.number(), scaleInCooldownSeconds: z.number(), disableScaleIn: z.boolean() },
});

const step = z.object({
  lowerBound: z.number().exactOptional(),
  upperBound: z.number().exactOptional(),
  scalingAdjustment: z.number(),
});

const steps: z.ZodType<StepScalingPolicy> = z.object({
  kind: z.literal('step-scaling'),
  ...{ policyName: z.string(), cooldownSeconds: z.number(), steps: z.array(step) },
  adjustmentType: z.enum(['ChangeInCapacity', 'PercentChangeInCapacity', 'ExactCapacity']),
  minAdjustmentMagnitude: z.number().exactOptional(),
  metricAggregationType: z.enum(['Average', 'Minimum', 'Maximum']).exactOptional(),
});

const policy: z.ZodType<RecordedPolicy> = z.union([
  z.object({ policy: tracking, high: alarm, low: alarm.exactOptional() }),
  z.object({ policy: steps, alarm }),
]);

const activity: z.ZodType<RecordedActivity> = z.object({
  ...{ startMs: z.number(), endMs: z.number().exactOptional() },
  ...{ description: z.string(), cause: z.string(), status: z.string() },
  statusMessage: z.string().exactOptional(),
  notScaled: z.array(
    z.object({
      code: z.string(),
      minCapacity: z.number().exactOptional(),
      maxCapacity: z.number().exactOptional(),
      currentCapacity: z.number().exactOptional(),
    }),
  ),
});

/** The scaling of a service, as it is read back from disk. */
export const scalingRecordSchema: z.ZodType<ScalingRecord> = z.object({
  ...{ resourceId: z.string(), timeScale: z.number(), minCapacity: z.number(), maxCapacity: z.number() },
  ...{ isScaleOutSuspended: z.boolean(), isScaleInSuspended: z.boolean() },
  ...{ desiredCount: z.number(), runningCount: z.number() },
  deployments: z.array(z.object({ startMs: z.number(), endMs: z.number().exactOptional() })),
  registeredMs: z.number().exactOptional(),
  policies: z.array(policy),
  idlePolicies: z.array(steps).exactOptional(),
  activities: z.array(activity),
  tasks: recordedValues,
});
