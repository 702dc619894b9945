import type { MetricQuery, WatchedMetric } from '../../../../../definition/model/alarms.ts';
import type {
  ScalingPolicy,
  StepScalingPolicy,
  TargetTrackingPolicy,
  TrackedMetric,
} from '../../../../../definition/model/scaling.ts';
import type { PolicyConfiguration, ScalingPolicyRecord } from '../../../model/scaling-state.ts';

export type PolicyType = 'StepScaling' | 'TargetTrackingScaling' | 'PredictiveScaling';

export function policyType({ kind }: ScalingPolicy): PolicyType {
  switch (kind) {
    case 'target-tracking':
      return 'TargetTrackingScaling';
    case 'step-scaling':
      return 'StepScaling';
    case 'predictive':
      return 'PredictiveScaling';
  }
}

/** A policy's configuration as the API gives it: as it was given to the API, or as the template says. */
export function policyConfiguration({ policy, given }: ScalingPolicyRecord): PolicyConfiguration {
  if (given !== undefined) return given;
  switch (policy.kind) {
    case 'target-tracking':
      return trackingConfiguration(policy);
    case 'step-scaling':
      return stepConfiguration(policy);
    case 'predictive':
      // The template's configuration is not read, as nothing follows from it.
      return { MetricSpecifications: [] };
  }
}

function trackingConfiguration(policy: TargetTrackingPolicy): PolicyConfiguration {
  return {
    TargetValue: policy.targetValue,
    ...metricSpecification(policy.metric),
    ScaleOutCooldown: policy.scaleOutCooldownSeconds,
    ScaleInCooldown: policy.scaleInCooldownSeconds,
    DisableScaleIn: policy.disableScaleIn,
  };
}

function metricSpecification(metric: TrackedMetric): PolicyConfiguration {
  if (metric.kind === 'customized') return { CustomizedMetricSpecification: customized(metric.watched) };
  const { type, resourceLabel } = metric;
  const label = resourceLabel === undefined ? {} : { ResourceLabel: resourceLabel };
  return { PredefinedMetricSpecification: { PredefinedMetricType: type, ...label } };
}

function customized(watched: WatchedMetric): PolicyConfiguration {
  if (watched.kind === 'math') return { Dimensions: [], Metrics: watched.queries.map(query) };
  const { metric, stat, unit } = watched;
  return {
    Namespace: metric.namespace,
    MetricName: metric.metricName,
    Dimensions: dimensions(metric.dimensions),
    Statistic: stat,
    ...(unit === undefined ? {} : { Unit: unit }),
  };
}

function query({ id, metricStat, expression, label, returnData }: MetricQuery): PolicyConfiguration {
  return {
    Id: id,
    ...(expression === undefined ? {} : { Expression: expression }),
    ...(label === undefined ? {} : { Label: label }),
    ...(metricStat === undefined
      ? {}
      : {
          MetricStat: {
            Metric: {
              Namespace: metricStat.metric.namespace,
              MetricName: metricStat.metric.metricName,
              Dimensions: dimensions(metricStat.metric.dimensions),
            },
            Stat: metricStat.stat,
            ...(metricStat.unit === undefined ? {} : { Unit: metricStat.unit }),
          },
        }),
    ReturnData: returnData,
  };
}

function dimensions(byName: Readonly<Record<string, string>>) {
  return Object.entries(byName).map(([Name, Value]) => ({ Name, Value }));
}

function stepConfiguration(policy: StepScalingPolicy): PolicyConfiguration {
  const { minAdjustmentMagnitude: least } = policy;
  return {
    AdjustmentType: policy.adjustmentType,
    StepAdjustments: policy.steps.map(({ lowerBound, upperBound, scalingAdjustment }) => ({
      ...(lowerBound === undefined ? {} : { MetricIntervalLowerBound: lowerBound }),
      ...(upperBound === undefined ? {} : { MetricIntervalUpperBound: upperBound }),
      ScalingAdjustment: scalingAdjustment,
    })),
    ...(least === undefined ? {} : { MinAdjustmentMagnitude: least }),
    Cooldown: policy.cooldownSeconds,
    MetricAggregationType: policy.metricAggregationType,
  };
}
