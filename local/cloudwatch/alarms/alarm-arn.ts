/** The ARN of an alarm by its name. */
export type ArnOf = (alarmName: string) => string;

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export function alarmArns({
  region,
  accountId,
}: {
  readonly region: string;
  readonly accountId: string;
}): ArnOf {
  return (alarmName) => `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarmName}`;
}

/** For those who know neither region nor account: texts name the alarm then. */
export const nameAsArn: ArnOf = (alarmName) => alarmName;

const arnPattern = /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(?<name>.*)$/s;

/** The name of an alarm that is named by its ARN or by its name. */
export function alarmNameOf(nameOrArn: string): string {
  return arnPattern.exec(nameOrArn)?.groups?.name ?? nameOrArn;
}
