import type { TemplateAlarm } from '../../model/alarms.ts';
import { rejectDuplicates } from '../../properties/reject-duplicates.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../resolution/resolved-template.ts';
import { readCompositeAlarm } from './composite-alarm.ts';
import { readMetricAlarm } from './metric-alarm.ts';

/** The alarms of a template, in its order. Those on metrics and composite ones share their names. */
export function readAlarms(template: ResolvedTemplate): readonly TemplateAlarm[] {
  const read = template.resources.flatMap((resource) => {
    const alarm = readAlarm(template, resource);
    return alarm === undefined ? [] : [{ resource, alarm }];
  });
  rejectDuplicates(read, 'AlarmName', ({ alarm }) => alarm.alarmName);
  return read.map(({ alarm }) => alarm);
}

function readAlarm(template: ResolvedTemplate, resource: ResolvedResource): TemplateAlarm | undefined {
  switch (resource.type) {
    case 'AWS::CloudWatch::Alarm':
      return readMetricAlarm(template, resource);
    case 'AWS::CloudWatch::CompositeAlarm':
      return readCompositeAlarm(template, resource);
    default:
      return undefined;
  }
}
