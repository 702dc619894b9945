import { z } from 'zod';
import { alarmArns } from '../../../../cloudwatch/alarms/alarm-arn.ts';
import type { AlarmRecord, AlarmsState } from '../../../../cloudwatch/alarms/alarms-state.ts';
import { AwsError } from '../../aws-error.ts';
import { alarmsByName, findAlarm, isOfType } from '../find-alarm.ts';
import { alarmName, alarmNames, alarmTypes, stateValue } from '../input/alarm-names.ts';
import { integer, text } from '../input/values.ts';
import { alarmOperation, type Context } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { ruleNames } from '../rule-names.ts';
import { alarmShape } from '../shapes/alarm.ts';

const input = z.object({
  AlarmNames: alarmNames.optional(),
  AlarmNamePrefix: alarmName.optional(),
  AlarmTypes: alarmTypes.optional(),
  ChildrenOfAlarmName: alarmName.optional(),
  ParentsOfAlarmName: alarmName.optional(),
  StateValue: stateValue.optional(),
  ActionPrefix: text(1, 1024).optional(),
  MaxRecords: integer(1, 100).optional(),
  NextToken: z.string().optional(),
});

type Input = z.output<typeof input>;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms = alarmOperation(input, (request, { alarms, place }) => {
  const { MaxRecords: size = 50, NextToken, ...filters } = request;
  const found = asksForRelatives(request)
    ? relatives(request, alarms())
    : alarmsByName(alarms()).filter((record) => isAsked(record, request));
  const keyed = found.map((item) => ({ key: item.definition.alarmName, item }));
  const page = pageOf(keyed, { size, NextToken, list: ['alarms', filters] });
  const shapes = page.items.map((record) =>
    asksForRelatives(request) ? relativeShape(record, request, place) : alarmShape(record, place),
  );
  return {
    CompositeAlarms: shapes.flatMap(({ composite }) => composite ?? []),
    MetricAlarms: shapes.flatMap(({ metric }) => metric ?? []),
    NextToken: page.NextToken,
  };
});

function isAsked(record: AlarmRecord, request: Input): boolean {
  const { definition, state } = record;
  const { AlarmNames = [], AlarmNamePrefix = '', StateValue = state, ActionPrefix = '' } = request;
  const { okActions, alarmActions, insufficientDataActions } = definition;
  const actions = [...okActions, ...alarmActions, ...insufficientDataActions];
  return (
    isOfType(record, request.AlarmTypes) &&
    (AlarmNames.length === 0 || AlarmNames.includes(definition.alarmName)) &&
    definition.alarmName.startsWith(AlarmNamePrefix) &&
    state === StateValue &&
    (ActionPrefix === '' || actions.some((action) => action.startsWith(ActionPrefix)))
  );
}

function asksForRelatives({ ChildrenOfAlarmName, ParentsOfAlarmName }: Input): boolean {
  return ChildrenOfAlarmName !== undefined || ParentsOfAlarmName !== undefined;
}

/** Assumed: the text about other parameters. */
function relatives(request: Input, alarms: AlarmsState): readonly AlarmRecord[] {
  const {
    ChildrenOfAlarmName: parent,
    ParentsOfAlarmName: child,
    MaxRecords,
    NextToken,
    ...others
  } = request;
  const hasOthers = Object.values(others).some((value) => value !== undefined);
  if (hasOthers || (parent !== undefined && child !== undefined)) {
    const message =
      'ChildrenOfAlarmName and ParentsOfAlarmName can be combined with MaxRecords and NextToken only.';
    throw new AwsError('ValidationError', message);
  }
  if (child !== undefined) return alarmsByName(alarms).filter((record) => ruleNames(record).includes(child));
  const found = findAlarm(alarms, parent ?? '');
  const children = found === undefined ? [] : ruleNames(found);
  return alarmsByName(alarms).filter(({ definition }) => children.includes(definition.alarmName));
}

interface Relative {
  readonly metric?: object;
  readonly composite?: object;
}

/** For relatives, CloudWatch returns only their names, and the state of children. */
function relativeShape(record: AlarmRecord, request: Input, place: Context['place']): Relative {
  const { definition, state, stateUpdatedAtMs } = record;
  const AlarmName = definition.alarmName;
  const named = { AlarmName, AlarmArn: alarmArns(place)(AlarmName) };
  const ofChild = { StateValue: state, StateUpdatedTimestamp: new Date(stateUpdatedAtMs) };
  const shape = request.ParentsOfAlarmName === undefined ? { ...named, ...ofChild } : named;
  return definition.kind === 'metric' ? { metric: shape } : { composite: shape };
}
