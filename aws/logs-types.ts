/** The SDK's own types of CloudWatch Logs, for whoever reads its answers. */
export type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
