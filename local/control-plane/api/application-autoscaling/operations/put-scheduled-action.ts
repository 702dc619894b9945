import { z } from 'zod';
import type { ScheduledAction } from '../../../../../definition/model/scaling.ts';
import { ownValue } from '../../../../../json/own-value.ts';
import type { ScalableTargetRecord, ScheduledActionRecord } from '../../../model/scaling-state.ts';
import { noteScaling, numberedDaysNote } from '../../../scaling/note-scaling.ts';
import { putScheduledAction as putAction } from '../../../scaling/scheduled-actions.ts';
import { invalid, limitExceeded } from '../errors.ts';
import { requireTarget } from '../find.ts';
import { requireBounds } from '../input/capacity.ts';
import { wholePattern } from '../input/parse-input.ts';
import { requireService, resourceMembers } from '../input/scaled-resource.ts';
import { requireSchedule, requireTimeZone } from '../input/schedule.ts';
import { operation } from '../operation.ts';

/** No control characters, colons, slashes or bars, and no spaces at the ends; in the words of AWS's errors. */
const namePattern = wholePattern(
  String.raw`(?!((^[ ]+.*)|(.*([\u0000-\u001f]|[\u007f-\u009f]|[:/|])+.*)|(.*[ ]+$))).+`,
);

const input = z.object({
  ...resourceMembers,
  ScheduledActionName: z.string().min(1).max(256).regex(namePattern),
  Schedule: z.string().min(1).max(1600).optional(),
  Timezone: z.string().min(1).max(1600).optional(),
  /** Seconds since the epoch. */
  StartTime: z.number().optional(),
  EndTime: z.number().optional(),
  ScalableTargetAction: z
    .object({ MinCapacity: z.int().optional(), MaxCapacity: z.int().optional() })
    .optional(),
});

type Request = z.output<typeof input>;

const mostActions = 200;

/**
 * Assumed: an `at` in the past is taken, and is never due. An example of AWS's describes one that is a month older than its
 * `CreationTime`.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export const putScheduledAction = operation(input, (request, access) => {
  requireService(request);
  const { ResourceId: resourceId, ScheduledActionName: name } = request;
  return access.changeScaling((state, nowMs) => {
    const target = requireTarget(state, resourceId);
    const known = ownValue(target.scheduledActions, name);
    requireRoom(target, known);
    const action = askedAction(request, known?.action);
    const put = putAction(state, target, { action, owner: 'api' }, nowMs);
    const note = numberedDaysNote(resourceId, action);
    return { state: note === undefined ? put : noteScaling(put, note, nowMs), result: {} };
  });
});

function requireRoom(
  { scheduledActions }: ScalableTargetRecord,
  known: ScheduledActionRecord | undefined,
): void {
  if (known !== undefined || Object.keys(scheduledActions).length < mostActions) return;
  throw limitExceeded(`A scalable target has at most ${mostActions} scheduled actions`);
}

/** What a change leaves out stays, but for the start and the end. */
function askedAction(request: Request, before: ScheduledAction | undefined): ScheduledAction {
  const { ScalableTargetAction: bounds, StartTime: start, EndTime: end } = request;
  if (bounds === undefined && before === undefined) throw invalid('ScalableTargetAction must be set');
  const schedule = request.Schedule ?? before?.schedule;
  if (schedule === undefined) throw invalid('Schedule must be set');
  const timezone = request.Timezone ?? before?.timezone;
  requireSchedule(schedule);
  requireTimeZone(timezone);
  if (start !== undefined && end !== undefined && start >= end) {
    throw invalid('StartTime must be before EndTime');
  }
  return {
    ...{ scheduledActionName: request.ScheduledActionName, schedule },
    ...(timezone === undefined ? {} : { timezone }),
    ...(start === undefined ? {} : { startTime: new Date(start * 1000).toISOString() }),
    ...(end === undefined ? {} : { endTime: new Date(end * 1000).toISOString() }),
    ...(bounds === undefined ? keptBounds(before) : askedBounds(bounds)),
  };
}

function keptBounds(before: ScheduledAction | undefined) {
  return {
    ...(before?.minCapacity === undefined ? {} : { minCapacity: before.minCapacity }),
    ...(before?.maxCapacity === undefined ? {} : { maxCapacity: before.maxCapacity }),
  };
}

function askedBounds(bounds: NonNullable<Request['ScalableTargetAction']>) {
  const { MinCapacity: minCapacity, MaxCapacity: maxCapacity } = bounds;
  if (minCapacity === undefined && maxCapacity === undefined) {
    throw invalid('At least one of minimum capacity and maximum capacity should be provided');
  }
  requireBounds(bounds);
  return {
    ...(minCapacity === undefined ? {} : { minCapacity }),
    ...(maxCapacity === undefined ? {} : { maxCapacity }),
  };
}
