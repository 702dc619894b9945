import { z } from 'zod';
import { alarmArns } from '../../../../cloudwatch/alarms/alarm-arn.ts';
import type { AlarmRecord, AlarmsState } from '../../../../cloudwatch/alarms/alarms-state.ts';
import { AwsError } from '../../aws-error.ts';
import { alarmsByName, findAlarm } from '../find-alarm.ts';
import { integer, list, text } from '../input/values.ts';
import { alarmOperation, type Context } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { ruleNames } from '../rule-names.ts';
import { alarmShape } from '../shapes/alarm.ts';

export const alarmName = text(1, 255);
export const alarmNames = list(alarmName, 100);
export const stateValue = z.enum(['INSUFFICIENT_DATA', 'ALARM', 'OK']);

const input = z.object({
  AlarmNames: alarmNames.optional(),
  AlarmNamePrefix: alarmName.optional(),
  AlarmTypes: list(z.enum(['CompositeAlarm', 'MetricAlarm'])).optional(),
  ChildrenOfAlarmName: alarmName.optional(),
  ParentsOfAlarmName: alarmName.optional(),
  StateValue: stateValue.optional(),
  ActionPrefix: text(1, 1024).optional(),
  MaxRecords: integer(1, 100).optional(),
  NextToken: z.string().optional(),
});

type Input = z.output<typeof input>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms = alarmOperation(input, (request, context) => {
  const found = relativesAsked(request)
    ? relatives(request, context.alarms())
    : alarmsByName(context.alarms()).filter((record) => isAsked(record, request));
  const { MaxRecords: size = 50, NextToken, ...filters } = request;
  const page = pageOf(
    found.map((item) => ({ key: item.definition.alarmName, item })),
    { size, NextToken, list: ['alarms', filters], invalidToken: () => invalidToken(NextToken) },
  );
  const shapes = page.items.map((record) => shapeOf(record, request, context.place));
  return {
    CompositeAlarms: shapes.flatMap(({ composite }) => composite ?? []),
    MetricAlarms: shapes.flatMap(({ metric }) => metric ?? []),
    NextToken: page.NextToken,
  };
});

export function invalidToken(token = ''): AwsError {
  return new AwsError('InvalidNextToken', `Invalid NextToken : ${token}`);
}

/** Only metric alarms where no type is asked for. */
export function isOfType({ definition }: AlarmRecord, types: readonly string[] = []): boolean {
  const wanted = types.length === 0 ? ['MetricAlarm'] : types;
  return wanted.includes(definition.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm');
}

function isAsked(record: AlarmRecord, request: Input): boolean {
  const { definition, state } = record;
  const { AlarmNames, AlarmNamePrefix = '', StateValue = state, ActionPrefix = '' } = request;
  const { okActions, alarmActions, insufficientDataActions } = definition;
  const actions = [...okActions, ...alarmActions, ...insufficientDataActions];
  return (
    isOfType(record, request.AlarmTypes) &&
    (AlarmNames === undefined || AlarmNames.length === 0 || AlarmNames.includes(definition.alarmName)) &&
    definition.alarmName.startsWith(AlarmNamePrefix) &&
    state === StateValue &&
    (ActionPrefix === '' || actions.some((action) => action.startsWith(ActionPrefix)))
  );
}

function relativesAsked({ ChildrenOfAlarmName, ParentsOfAlarmName }: Input): boolean {
  return ChildrenOfAlarmName !== undefined || ParentsOfAlarmName !== undefined;
}

/** Assumed: the text about other parameters. */
function relatives(request: Input, alarms: AlarmsState): readonly AlarmRecord[] {
  const { ChildrenOfAlarmName: parent, ParentsOfAlarmName: child, MaxRecords, NextToken, ...others } = request;
  if (Object.values(others).some((value) => value !== undefined) || (parent && child)) {
    const message =
      'ChildrenOfAlarmName and ParentsOfAlarmName can be combined with MaxRecords and NextToken only.';
    throw new AwsError('ValidationError', message);
  }
  if (child !== undefined) return alarmsByName(alarms).filter((record) => ruleNames(record).includes(child));
  const found = findAlarm(alarms, parent ?? '');
  const children = found === undefined ? [] : ruleNames(found);
  return alarmsByName(alarms).filter(({ definition }) => children.includes(definition.alarmName));
}

/** Of relatives CloudWatch tells no more than what they are called, and what state children are in. */
function shapeOf(record: AlarmRecord, request: Input, place: Context['place']): ReturnType<typeof alarmShape> | Relative {
  if (!relativesAsked(request)) return alarmShape(record, place);
  const AlarmName = record.definition.alarmName;
  const named = { AlarmName, AlarmArn: alarmArns(place)(AlarmName) };
  const state = { StateValue: record.state, StateUpdatedTimestamp: new Date(record.stateUpdatedAtMs) };
  const shape = request.ParentsOfAlarmName === undefined ? { ...named, ...state } : named;
  return record.definition.kind === 'metric' ? { metric: shape } : { composite: shape };
}

interface Relative {
  readonly metric?: object;
  readonly composite?: object;
}
