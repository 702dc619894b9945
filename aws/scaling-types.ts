/** The SDK's types of Application Auto Scaling and of CloudWatch, for code that reads their responses. */
export type {
  ApplicationAutoScaling,
  ScalingActivity,
  ScalingPolicy,
  ScheduledAction,
} from '@aws-sdk/client-application-auto-scaling';
export type {
  AlarmHistoryItem,
  CloudWatch,
  CompositeAlarm,
  MetricAlarm,
  MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
