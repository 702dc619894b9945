import { z } from 'zod';
import type { ScheduledAction } from '../../model/scaling.ts';
import { present } from '../../properties/present.ts';
import { refinedBy, wholeNumber } from '../../properties/scalars.ts';
import { schedule } from './schedule.ts';

/** A number of tasks. */
export const capacity = wholeNumber(0, 2_147_483_647);

const timezone = refinedBy((zone) =>
  isTimezone(zone) ? undefined : 'expected the name of an IANA time zone, such as Asia/Singapore',
);

/** In UTC where it says no zone. */
const moment = refinedBy((time) =>
  Number.isNaN(Date.parse(inUtc(time))) ? 'expected a time such as 2027-01-31T08:00:00Z' : undefined,
).transform((time) => new Date(inUtc(time)).toISOString());

const name = refinedBy((given) =>
  /^(?! )[^\p{Cc}:/|]{1,256}(?<! )$/u.test(given)
    ? undefined
    : 'expected a name without colons, slashes and bars, and without spaces at its ends',
);

/**
 * A scheduled action; its bounds are required, although the schema of CloudFormation does not say so.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-applicationautoscaling-scalabletarget-scheduledaction.html
 */
export const scheduledAction = z
  .strictObject({
    ScheduledActionName: name,
    Schedule: schedule,
    Timezone: timezone.optional(),
    StartTime: moment.optional(),
    EndTime: moment.optional(),
    ScalableTargetAction: z
      .strictObject({ MinCapacity: capacity.optional(), MaxCapacity: capacity.optional() })
      .refine(({ MinCapacity, MaxCapacity }) => MinCapacity !== undefined || MaxCapacity !== undefined, {
        error: 'expected MinCapacity, MaxCapacity or both',
      })
      .refine(({ MinCapacity = 0, MaxCapacity = Infinity }) => MinCapacity <= MaxCapacity, {
        error: 'expected at least MinCapacity',
        path: ['MaxCapacity'],
      }),
  })
  .refine(
    ({ StartTime, EndTime }) => StartTime === undefined || EndTime === undefined || StartTime < EndTime,
    {
      error: 'expected a time after StartTime',
      path: ['EndTime'],
    },
  );

export function toScheduledAction(written: z.output<typeof scheduledAction>): ScheduledAction {
  return present({
    scheduledActionName: written.ScheduledActionName,
    schedule: written.Schedule,
    timezone: written.Timezone,
    startTime: written.StartTime,
    endTime: written.EndTime,
    minCapacity: written.ScalableTargetAction.MinCapacity,
    maxCapacity: written.ScalableTargetAction.MaxCapacity,
  });
}

/** Offsets such as `+08:00` are none of the names. */
function isTimezone(zone: string): boolean {
  try {
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

function inUtc(time: string): string {
  const [, known, zone] = /^(\d{4}-\d\d-\d\dT[\d:.]+)(Z|[+-]\d\d:\d\d)?$/.exec(time) ?? [];
  return known === undefined ? '' : `${known}${zone ?? 'Z'}`;
}
