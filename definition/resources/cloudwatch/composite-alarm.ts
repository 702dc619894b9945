import { z } from 'zod';
import type { TemplateAlarm } from '../../model/alarms.ts';
import { readProperties } from '../../properties/read-properties.ts';
import { number, text } from '../../properties/scalars.ts';
import { recorded } from '../../properties/standing.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { commonAlarmMembers, toCommonAlarm } from './common-alarm.ts';

const neverSuppressed = 'The actions of composite alarms are never suppressed.';

const actions = commonAlarmMembers.AlarmActions.refine(
  (arns) => !arns.some((arn) => arn.split(':')[2] === 'autoscaling'),
  'a scaling policy is an action of metric alarms alone',
);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudwatch-compositealarm.html */
export const compositeAlarmSchema = z.strictObject({
  ...commonAlarmMembers,
  OKActions: actions,
  AlarmActions: actions,
  InsufficientDataActions: actions,
  AlarmRule: text.refine(
    (rule) => rule.length >= 1 && rule.length <= 10_240,
    'expected up to 10240 characters',
  ),
  ActionsSuppressor: recorded(neverSuppressed, text),
  ActionsSuppressorExtensionPeriod: recorded(neverSuppressed, number),
  ActionsSuppressorWaitPeriod: recorded(neverSuppressed, number),
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export function readCompositeAlarm(template: ResolvedTemplate, resource: ResolvedResource): TemplateAlarm {
  const properties = readProperties(resource, compositeAlarmSchema);
  return {
    kind: 'composite',
    ...toCommonAlarm(template, resource, properties),
    alarmRule: properties.AlarmRule,
  };
}
