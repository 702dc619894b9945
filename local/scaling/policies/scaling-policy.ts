/** What all policies have. Names are unique within a scalable target. */
interface Named {
  readonly policyName: string;
}

/**
 * Keeps a metric that falls with more tasks at its target.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TargetTrackingScalingPolicyConfiguration.html
 */
export interface TargetTrackingPolicy extends Named {
  readonly kind: 'target-tracking';
  readonly targetValue: number;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleInCooldownSeconds: number;
  readonly disableScaleIn: boolean;
  /** Of the metric: 60, or 20 where the service publishes high-resolution metrics. */
  readonly periodSeconds: number;
}

/** Bounds are differences from the alarm's threshold; without one a step has no end on that side. */
export interface StepAdjustment {
  readonly lowerBound?: number;
  readonly upperBound?: number;
  readonly scalingAdjustment: number;
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_StepScalingPolicyConfiguration.html */
export interface StepScalingPolicy extends Named {
  readonly kind: 'step-scaling';
  readonly adjustmentType: 'ChangeInCapacity' | 'PercentChangeInCapacity' | 'ExactCapacity';
  readonly steps: readonly StepAdjustment[];
  /** At least so many tasks more or fewer, of a percentage. */
  readonly minAdjustmentMagnitude?: number;
  readonly cooldownSeconds: number;
  /** Which of the values of its alarm counts; their average where absent. */
  readonly metricAggregationType?: 'Average' | 'Minimum' | 'Maximum';
}

export type ScalingPolicy = TargetTrackingPolicy | StepScalingPolicy;
