/** The SDK's own types of CloudWatch Logs, for those who read its responses. */
export type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
