import type { WatchedMetric } from './alarms.ts';
import type { PredefinedMetricType } from './predefined-metrics.ts';

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html */
export interface ScalableTarget {
  readonly logicalId: string;
  /** Such as `service/cluster/name`. */
  readonly resourceId: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly suspended: SuspendedState;
  readonly tags?: Readonly<Record<string, string>>;
  readonly policies: readonly ScalingPolicy[];
  readonly scheduledActions: readonly ScheduledAction[];
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_SuspendedState.html */
export interface SuspendedState {
  readonly dynamicScalingIn: boolean;
  readonly dynamicScalingOut: boolean;
  readonly scheduledScaling: boolean;
}

interface CommonPolicy {
  readonly logicalId: string;
  /** What the actions of alarms refer to a step scaling policy by. */
  readonly arn: string;
  readonly policyName: string;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html */
export interface TargetTrackingPolicy extends CommonPolicy {
  readonly kind: 'target-tracking';
  readonly targetValue: number;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
  readonly disableScaleIn: boolean;
  readonly metric: TrackedMetric;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
export type TrackedMetric =
  | {
      readonly kind: 'predefined';
      readonly type: PredefinedMetricType;
      /** `app/NAME/ID/targetgroup/NAME/ID`, for requests. */
      readonly resourceLabel?: string;
    }
  | { readonly kind: 'customized'; readonly watched: WatchedMetric };

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html */
export interface StepScalingPolicy extends CommonPolicy {
  readonly kind: 'step-scaling';
  readonly adjustmentType: 'ChangeInCapacity' | 'PercentChangeInCapacity' | 'ExactCapacity';
  readonly cooldownSeconds: number;
  readonly metricAggregationType: 'Average' | 'Minimum' | 'Maximum';
  readonly minAdjustmentMagnitude?: number;
  /** Bounds are differences from the alarm's threshold. */
  readonly steps: readonly {
    readonly lowerBound?: number;
    readonly upperBound?: number;
    readonly scalingAdjustment: number;
  }[];
}

/** Recorded, never acted on: its forecast is AWS's own. */
export interface PredictivePolicy extends CommonPolicy {
  readonly kind: 'predictive';
}

export type ScalingPolicy = TargetTrackingPolicy | StepScalingPolicy | PredictivePolicy;

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html */
export interface ScheduledAction {
  readonly scheduledActionName: string;
  /** `at(...)`, `rate(...)` or `cron(...)`. */
  readonly schedule: string;
  /** An IANA name; UTC where absent. */
  readonly timezone?: string;
  /** ISO 8601. */
  readonly startTime?: string;
  readonly endTime?: string;
  readonly minCapacity?: number;
  readonly maxCapacity?: number;
}
