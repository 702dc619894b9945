import { z } from 'zod';
import type { AlarmsState } from '../../../../cloudwatch/alarms/alarms-state.ts';
import { AwsError } from '../../aws-error.ts';
import { findAlarm } from '../find-alarm.ts';
import { mostTags, tagRecord, tags } from './tags.ts';
import { flag, list, text } from './values.ts';

const actions = list(text(1, 1024), 5);

/** What alarms of both kinds have. */
export const alarmSettings = {
  AlarmName: text(1, 255),
  AlarmDescription: text(0, 1024).optional(),
  ActionsEnabled: flag.optional(),
  OKActions: actions.optional(),
  AlarmActions: actions.optional(),
  InsufficientDataActions: actions.optional(),
  Tags: tags.optional(),
};

const settings = z.object(alarmSettings);

/**
 * The same as the model has it. Tags count only for a new alarm, as on CloudWatch. Raises `ValidationError`, and
 * `AccessDenied` (403) for a reserved tag.
 */
export function modelSettings(
  given: z.output<typeof settings>,
  alarms: AlarmsState,
  region: string,
  vendors: readonly string[] = metricVendors,
) {
  const { AlarmName: alarmName, AlarmDescription: alarmDescription } = given;
  const { OKActions = [], AlarmActions = [], InsufficientDataActions = [], Tags = [] } = given;
  for (const action of [...OKActions, ...AlarmActions, ...InsufficientDataActions]) {
    requireAction(action, region, vendors);
  }
  return {
    alarmName,
    ...(alarmDescription === undefined ? {} : { alarmDescription }),
    actionsEnabled: given.ActionsEnabled ?? true,
    okActions: OKActions,
    alarmActions: AlarmActions,
    insufficientDataActions: InsufficientDataActions,
    tags: findAlarm(alarms, alarmName)?.definition.tags ?? newTags(Tags),
  };
}

/** Raises `ValidationError` where an alarm of the other kind has this name. */
export function requireKind(alarms: AlarmsState, name: string, kind: 'metric' | 'composite'): void {
  const found = findAlarm(alarms, name)?.definition.kind;
  if (found === undefined || found === kind) return;
  const message = `AlarmName [${name}] is already used by another alarm of a different type`;
  throw new AwsError('ValidationError', message);
}

/** Whose resources CloudWatch takes as actions of composite alarms. */
export const compositeVendors = ['lambda', 'sns', 'ssm', 'ssm-incidents'];
const metricVendors = [...compositeVendors, 'automate', 'autoscaling'];

function requireAction(action: string, region: string, vendors: readonly string[]): void {
  const [scheme, , vendor = '', given = ''] = action.split(':');
  if (scheme !== 'arn') throw new AwsError('ValidationError', `Invalid arn syntax: ${action}`);
  if (!vendors.includes(vendor)) throw new AwsError('ValidationError', `Unsupported AWS vendor ${vendor}`);
  if (given === region || given === '') return;
  throw new AwsError('ValidationError', `Invalid region ${given} specified. Only ${region} is supported.`);
}

function newTags(given: z.output<typeof tags>): Readonly<Record<string, string>> {
  const record = tagRecord(given);
  if (Object.keys(record).length <= mostTags) return record;
  const message = `The resultant tag set must not have more than ${mostTags} user tags.`;
  throw new AwsError('ValidationError', message);
}
