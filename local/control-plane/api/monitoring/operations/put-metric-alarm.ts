import { z } from 'zod';
import type { MetricAlarm } from '../../../../../definition/model/alarms.ts';
import { present } from '../../../../../definition/properties/present.ts';
import { alarmArns } from '../../../../cloudwatch/alarms/alarm-arn.ts';
import { putAlarm } from '../../../../cloudwatch/alarms/put-alarm.ts';
import { findAlarm } from '../find-alarm.ts';
import { alarmSettings, modelSettings, requireKind } from '../input/alarm-settings.ts';
import { evaluation, evaluationInput } from '../input/evaluation.ts';
import { refuseMembers } from '../input/refuse-members.ts';
import { watchedInput, watchedMetric } from '../input/watched-metric.ts';
import { alarmOperation } from '../operation.ts';

const notSupported = ['EvaluationCriteria', 'EvaluationInterval', 'ThresholdMetricId'] as const;

const input = z.object({
  ...alarmSettings,
  ...evaluationInput,
  ...watchedInput,
  EvaluationCriteria: z.unknown().optional(),
  EvaluationInterval: z.unknown().optional(),
  ThresholdMetricId: z.unknown().optional(),
});

/**
 * Creates an alarm, or replaces all of its configuration; its state stays. The alarm of a template keeps its owner, so
 * that the next release replaces what was put here.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const putMetricAlarm = alarmOperation(input, async (request, { changeAlarms, place }) => {
  refuseMembers(request, notSupported);
  const watched = watchedMetric(request, place.accountId);
  const judged = evaluation(request, watched);
  await changeAlarms((alarms, nowMs) => {
    requireKind(alarms, request.AlarmName, 'metric');
    const owner = findAlarm(alarms, request.AlarmName)?.owner ?? 'api';
    const settings = modelSettings(request, alarms, place.region);
    const definition: MetricAlarm = { kind: 'metric', ...settings, watched, ...present(judged) };
    return putAlarm(alarms, definition, owner, nowMs, alarmArns(place));
  });
  return {};
});
