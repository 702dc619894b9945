import type { AlarmState } from '../../scaling/alarms/alarm.ts';
import { actionsIn } from './alarm-actions.ts';
import type { AlarmRecord, PendingAction } from './alarms-state.ts';
import { stateUpdate, withItem } from './history-item.ts';

/** A state and its reason. */
export interface NextState {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON. */
  readonly reasonData?: string;
}

/**
 * An alarm in another state: with one item in its history for it, and with the actions that are to be carried out. In the same state it stays as it is, its reason included, as CloudWatch leaves it.
 */
export function withState(record: AlarmRecord, next: NextState, nowMs: number): AlarmRecord {
  if (record.state === next.state) return record;
  const { stateReasonData: _, ...kept } = record;
  const update = {
    state: next.state,
    stateReason: next.reason,
    ...(next.reasonData === undefined ? {} : { stateReasonData: next.reasonData }),
  };
  const changed = { ...kept, ...update, stateUpdatedAtMs: nowMs, stateTransitionedAtMs: nowMs };
  return withItem(withActions(changed, record.state), stateUpdate(record, update, nowMs));
}

function withActions(record: AlarmRecord, from: AlarmState): AlarmRecord {
  const { definition, state, stateReason, stateReasonData, stateUpdatedAtMs, pendingActions = [] } = record;
  const added = actionsIn(definition, state).map(
    (actionArn): PendingAction => ({
      ...{ actionArn, from, to: state, atMs: stateUpdatedAtMs, stateReason },
      ...(stateReasonData === undefined ? {} : { stateReasonData }),
    }),
  );
  return added.length === 0 ? record : { ...record, pendingActions: [...pendingActions, ...added] };
}
