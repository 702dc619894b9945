import { z } from 'zod';
import { present } from '../../properties/present.ts';
import { flag, keyValues, text, texts } from '../../properties/scalars.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../resolution/resolved-template.ts';

const actions = texts.max(5, 'an alarm has at most five actions for each state').default([]);

/** What alarms on metrics and composite alarms have in common. */
export const commonAlarmMembers = {
  AlarmName: text
    .refine((name) => name.length >= 1 && name.length <= 255, 'expected 1 to 255 characters')
    .optional(),
  AlarmDescription: text.optional(),
  ActionsEnabled: flag.default(true),
  OKActions: actions,
  AlarmActions: actions,
  InsufficientDataActions: actions,
  Tags: keyValues.default({}),
};

const commonAlarm = z.object(commonAlarmMembers);

/** The common part of an alarm; CloudFormation gives it a name where the template does not. */
export function toCommonAlarm(
  template: ResolvedTemplate,
  { logicalId }: ResolvedResource,
  properties: z.output<typeof commonAlarm>,
) {
  return {
    logicalId,
    alarmName: String(template.values(logicalId, 'Ref')),
    ...present({ alarmDescription: properties.AlarmDescription }),
    actionsEnabled: properties.ActionsEnabled,
    okActions: properties.OKActions,
    alarmActions: properties.AlarmActions,
    insufficientDataActions: properties.InsufficientDataActions,
    tags: properties.Tags,
  };
}
