import { z } from 'zod';
import type { CompositeAlarm, MetricAlarm } from '../../../../definition/model/alarms.ts';
import type {
  AlarmHistoryItem,
  AlarmRecord,
  AlarmsState,
  PendingAction,
} from '../../../cloudwatch/alarms/alarms-state.ts';
import { objectOf } from './object-of.ts';
import { textByName } from './task-definition.ts';
import { watchedMetric } from './watched-metric.ts';

const text = z.string();
const texts = z.array(text);

const commonAlarm = {
  alarmName: text,
  alarmDescription: text.exactOptional(),
  actionsEnabled: z.boolean(),
  okActions: texts,
  alarmActions: texts,
  insufficientDataActions: texts,
  tags: textByName,
};

const metricAlarm = objectOf<MetricAlarm>()({
  ...commonAlarm,
  kind: z.literal('metric'),
  watched: watchedMetric,
  threshold: z.number(),
  comparisonOperator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  evaluationPeriods: z.number(),
  datapointsToAlarm: z.number().exactOptional(),
  treatMissingData: z.enum(['missing', 'ignore', 'breaching', 'notBreaching']).exactOptional(),
  evaluateLowSampleCountPercentile: z.enum(['evaluate', 'ignore']).exactOptional(),
});

const compositeAlarm = objectOf<CompositeAlarm>()({
  ...commonAlarm,
  kind: z.literal('composite'),
  alarmRule: text,
});

const alarmState = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

const pendingAction = objectOf<PendingAction>()({
  actionArn: text,
  from: alarmState,
  to: alarmState,
  atMs: z.number(),
  stateReason: text,
  stateReasonData: text.exactOptional(),
});

const historyItem = objectOf<AlarmHistoryItem>()({
  atMs: z.number(),
  type: z.enum(['ConfigurationUpdate', 'StateUpdate', 'Action']),
  summary: text,
  data: text,
});

/** The alarms as the state keeps them. */
export const alarmsSchema: z.ZodType<AlarmsState> = z.record(
  text,
  objectOf<AlarmRecord>()({
    definition: z.discriminatedUnion('kind', [metricAlarm, compositeAlarm]),
    owner: z.enum(['template', 'scaling-policy', 'api']),
    state: alarmState,
    stateReason: text,
    stateReasonData: text.exactOptional(),
    stateUpdatedAtMs: z.number(),
    stateTransitionedAtMs: z.number(),
    configurationUpdatedAtMs: z.number(),
    recentDatapoints: z.array(z.number()).exactOptional(),
    pendingActions: z.array(pendingAction).exactOptional(),
    history: z.array(historyItem),
  }),
);
