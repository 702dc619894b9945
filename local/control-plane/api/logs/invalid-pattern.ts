import { AwsError } from '../aws-error.ts';

/** Whether a filter pattern takes the message of a log event. */
export type MessageFilter = (message: string) => boolean;

/** What CloudWatch Logs answers to a filter pattern that it cannot read. */
export function invalidPattern(why: string, pattern: string): AwsError {
  return new AwsError('InvalidParameterException', `Invalid filter pattern '${pattern}': ${why}`);
}
