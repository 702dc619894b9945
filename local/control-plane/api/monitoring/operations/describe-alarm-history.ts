import { z } from 'zod';
import type { AlarmHistoryItem, AlarmRecord } from '../../../../cloudwatch/alarms/alarms-state.ts';
import { keyedByTime } from '../../protocols/keyed-by-time.ts';
import type { Keyed } from '../../protocols/paging.ts';
import { alarmsByName, isOfType } from '../find-alarm.ts';
import { alarmName, alarmTypes } from '../input/alarm-names.ts';
import { integer, timestamp } from '../input/values.ts';
import { alarmOperation } from '../operation.ts';
import { pageOf } from '../paging.ts';

const input = z.object({
  AlarmName: alarmName.optional(),
  AlarmTypes: alarmTypes.optional(),
  HistoryItemType: z.enum(['ConfigurationUpdate', 'StateUpdate', 'Action']).optional(),
  StartDate: timestamp.optional(),
  EndDate: timestamp.optional(),
  MaxRecords: integer(1, 100).optional(),
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).optional(),
});

type Input = z.output<typeof input>;

/**
 * The history of alarms that are there; CloudWatch also keeps that of deleted ones.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export const describeAlarmHistory = alarmOperation(input, (request, { alarms }) => {
  const { MaxRecords: size = 100, NextToken, ...filters } = request;
  const found = alarmsByName(alarms())
    .filter((record) => isOfType(record, request.AlarmTypes) && isNamed(record, request))
    .flatMap(itemsOf)
    .filter(({ item }) => isAsked(item, request));
  const page = pageOf(found, {
    ...{ size, NextToken, list: ['history', filters] },
    descending: request.ScanBy !== 'TimestampAscending',
  });
  return { AlarmHistoryItems: page.items.map(itemShape), NextToken: page.NextToken };
});

interface ItemOfAlarm extends AlarmHistoryItem {
  readonly alarm: AlarmRecord['definition'];
}

function itemsOf({ definition, history }: AlarmRecord): readonly Keyed<ItemOfAlarm>[] {
  const items = history.map((item) => ({ ...item, alarm: definition }));
  return keyedByTime(definition.alarmName, items, ({ atMs }) => atMs);
}

function isNamed({ definition }: AlarmRecord, { AlarmName = definition.alarmName }: Input): boolean {
  return definition.alarmName === AlarmName;
}

function isAsked(
  item: AlarmHistoryItem,
  { HistoryItemType = item.type, StartDate, EndDate }: Input,
): boolean {
  const isSince = item.atMs >= (StartDate ?? item.atMs);
  return item.type === HistoryItemType && isSince && item.atMs <= (EndDate ?? item.atMs);
}

function itemShape({ alarm, atMs, type, summary, data }: ItemOfAlarm) {
  return {
    AlarmName: alarm.alarmName,
    AlarmType: alarm.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm',
    Timestamp: new Date(atMs),
    HistoryItemType: type,
    HistorySummary: summary,
    HistoryData: data,
  };
}
