import { z } from 'zod';
import type { AlarmRecord, AlarmsState } from '../../../../cloudwatch/alarms/alarms-state.ts';
import { AwsError } from '../../aws-error.ts';
import { requireTagged } from '../find-alarm.ts';
import { mostTags, tagRecord, tags } from '../input/tags.ts';
import { list, text } from '../input/values.ts';
import { metricOperation } from '../operation.ts';

const ResourceARN = text(1, 1024);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = metricOperation(
  z.object({ ResourceARN }),
  (request, { alarms, place }) => {
    const { definition } = requireTagged(alarms(), request.ResourceARN, place);
    return { Tags: Object.entries(definition.tags).map(([Key, Value]) => ({ Key, Value })) };
  },
);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
export const tagResource = metricOperation(
  z.object({ ResourceARN, Tags: tags }),
  async (request, { changeAlarms, place }) => {
    const added = tagRecord(request.Tags);
    await changeAlarms((alarms) => {
      const record = requireTagged(alarms, request.ResourceARN, place);
      return withTags(alarms, record, { ...record.definition.tags, ...added });
    });
    return {};
  },
);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
export const untagResource = metricOperation(
  z.object({ ResourceARN, TagKeys: list(text(1, 128)) }),
  async (request, { changeAlarms, place }) => {
    await changeAlarms((alarms) => {
      const record = requireTagged(alarms, request.ResourceARN, place);
      const kept = Object.entries(record.definition.tags).filter(([key]) => !request.TagKeys.includes(key));
      return withTags(alarms, record, Object.fromEntries(kept));
    });
    return {};
  },
);

/** Tags are no part of the configuration whose changes an alarm's history has. */
function withTags(
  alarms: AlarmsState,
  record: AlarmRecord,
  changed: Readonly<Record<string, string>>,
): AlarmsState {
  if (Object.keys(changed).length > mostTags) {
    throw new AwsError('InvalidParameterValue', 'tags are invalid.');
  }
  const definition = { ...record.definition, tags: changed };
  return { ...alarms, [definition.alarmName]: { ...record, definition } };
}
