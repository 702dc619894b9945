import type { ScheduledAction } from '../../../definition/model/scaling.ts';
import { scheduledActionArn } from '../../../definition/model/scaling-arns.ts';
import { ownValue } from '../../../json/own-value.ts';
import type { ScalableTargetRecord, ScalingOwner, ScheduledActionRecord } from '../model/scaling-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { without, withTarget } from './scaling-parts.ts';

/**
 * Makes a scheduled action, or changes the one of its name.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function putScheduledAction(
  state: PersistedState,
  target: ScalableTargetRecord,
  { action, owner }: { readonly action: ScheduledAction; readonly owner: ScalingOwner },
  nowMs: number,
): PersistedState {
  const { scheduledActionName: name } = action;
  const before = ownValue(target.scheduledActions, name);
  const record: ScheduledActionRecord = {
    ...{ action, owner },
    arn: scheduledActionArn(state.cluster, target.state.resourceId, name),
    createdAtMs: before?.createdAtMs ?? nowMs,
    dueAfterMs: nowMs,
    ...(before?.lastRunMs === undefined ? {} : { lastRunMs: before.lastRunMs }),
  };
  return withTarget(state, { ...target, scheduledActions: { ...target.scheduledActions, [name]: record } });
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DeleteScheduledAction.html */
export function deleteScheduledAction(
  state: PersistedState,
  target: ScalableTargetRecord,
  name: string,
): PersistedState {
  return withTarget(state, { ...target, scheduledActions: without(target.scheduledActions, name) });
}
