/**
 * The predefined metrics of ECS services.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 */
export const predefinedMetricTypes = [
  'ECSServiceAverageCPUUtilization',
  'ECSServiceAverageMemoryUtilization',
  'ECSServiceAverageCPUUtilizationHighResolution',
  'ECSServiceAverageMemoryUtilizationHighResolution',
  'ALBRequestCountPerTarget',
] as const;

export type PredefinedMetricType = (typeof predefinedMetricTypes)[number];
