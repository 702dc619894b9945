/** The SDK's types of CloudWatch Logs, for code that reads its responses. */
export type { CloudWatchLogs, FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
