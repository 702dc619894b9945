import { z } from 'zod';
import type { ScheduledAction, SuspendedState } from '../../../../definition/model/scaling.ts';
import type { Decision, Reason, Verdict } from '../../../scaling/decisions/decision.ts';
import type { Cooldown } from '../../../scaling/decisions/situation.ts';
import type { Activity, CapacityChange, NotScaledReason } from '../../../scaling/targets/activity.ts';
import type { ScalableTargetState } from '../../../scaling/targets/scalable-target.ts';
import type {
  DecisionRecord,
  ScalableTargetRecord,
  ScalingPolicyRecord,
  ScalingState,
  ScheduledActionRecord,
} from '../../model/scaling-state.ts';
import { objectOf } from './object-of.ts';
import { policy } from './scaling-policy.ts';
import { textByName } from './task-definition.ts';

const text = z.string();
const texts = z.array(text);
const direction = z.enum(['out', 'in']);

const cooldown = objectOf<Cooldown>()({
  direction,
  from: z.number(),
  to: z.number(),
  untilMs: z.number().exactOptional(),
});

/** Reasons are read as they were written: their codes alone are looked at. */
const notScaled = z.custom<NotScaledReason>(hasCode);
const reason = z.custom<Reason>(hasCode);

function hasCode(value: unknown): boolean {
  return z.object({ code: text }).safeParse(value).success;
}

const activity = objectOf<Activity>()({
  activityId: text,
  description: text,
  cause: text,
  status: z.enum(['InProgress', 'Successful', 'Overridden', 'Failed']),
  statusMessage: text.exactOptional(),
  startTimeMs: z.number(),
  endTimeMs: z.number().exactOptional(),
  change: objectOf<CapacityChange>()({
    direction,
    from: z.number(),
    to: z.number(),
    policyName: text.exactOptional(),
  }).exactOptional(),
  notScaled: notScaled.exactOptional(),
});

const targetState = objectOf<ScalableTargetState>()({
  resourceId: text,
  minCapacity: z.number(),
  maxCapacity: z.number(),
  suspended: z.object({ scaleOut: z.boolean(), scaleIn: z.boolean(), scheduledScaling: z.boolean() }),
  cooldowns: z.record(text, cooldown),
  activities: z.array(activity),
});

const owner = z.enum(['template', 'api']);

const policyRecord = objectOf<ScalingPolicyRecord>()({
  policy,
  arn: text,
  createdAtMs: z.number(),
  owner,
  creatorId: text,
  alarmNames: texts,
  given: z.record(text, z.unknown()).exactOptional(),
});

const scheduledActionRecord = objectOf<ScheduledActionRecord>()({
  action: objectOf<ScheduledAction>()({
    scheduledActionName: text,
    schedule: text,
    timezone: text.exactOptional(),
    startTime: text.exactOptional(),
    endTime: text.exactOptional(),
    minCapacity: z.number().exactOptional(),
    maxCapacity: z.number().exactOptional(),
  }),
  arn: text,
  createdAtMs: z.number(),
  owner,
  dueAfterMs: z.number(),
  lastRunMs: z.number().exactOptional(),
});

const decision = objectOf<Decision>()({
  change: z.object({ direction, policyName: text, capacity: z.number() }).exactOptional(),
  verdicts: z.array(
    objectOf<Verdict>()({
      policyName: text,
      asked: z.number().exactOptional(),
      reason: reason.exactOptional(),
    }),
  ),
});

const decisionRecord = objectOf<DecisionRecord>()({
  atMs: z.number(),
  runningCount: z.number(),
  desiredCount: z.number(),
  isDeploying: z.boolean(),
  decision,
  alarms: z.array(
    z.object({
      alarmName: text,
      policyName: text,
      state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
      value: z.number().exactOptional(),
    }),
  ),
});

const suspended = objectOf<SuspendedState>()({
  dynamicScalingIn: z.boolean(),
  dynamicScalingOut: z.boolean(),
  scheduledScaling: z.boolean(),
});

const targetRecord = objectOf<ScalableTargetRecord>()({
  state: targetState,
  arn: text,
  createdAtMs: z.number(),
  tags: textByName,
  template: z
    .object({
      ...{ logicalId: text, minCapacity: z.number(), maxCapacity: z.number(), suspended },
      tags: textByName.exactOptional(),
    })
    .exactOptional(),
  policies: z.record(text, policyRecord),
  scheduledActions: z.record(text, scheduledActionRecord),
  decisions: z.array(decisionRecord),
});

/** Application Auto Scaling as the state keeps it. */
export const scalingSchema: z.ZodType<ScalingState> = objectOf<ScalingState>()({
  targets: z.record(text, targetRecord),
  formerActivities: z.record(text, z.array(activity)).exactOptional(),
});
