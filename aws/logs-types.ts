/** The SDK's types of CloudWatch Logs, for code that reads its responses. */
export type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
