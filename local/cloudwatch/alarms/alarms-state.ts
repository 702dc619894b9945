import type { AlarmDefinition } from '../../../definition/model/alarms.ts';
import type { AlarmState } from '../../scaling/alarms/alarm.ts';

/** All alarms of an environment, by name; it is a part of the control plane's state on disk. */
export type AlarmsState = Readonly<Record<string, AlarmRecord>>;

/** An alarm and its state. Times are milliseconds since the epoch. */
export interface AlarmRecord {
  readonly definition: AlarmDefinition;
  /** Who may change and delete it: the template, a scaling policy, or whoever calls the API. */
  readonly owner: 'template' | 'scaling-policy' | 'api';
  readonly state: AlarmState;
  readonly stateReason: string;
  /** JSON, as CloudWatch gives it. */
  readonly stateReasonData?: string;
  readonly stateUpdatedAtMs: number;
  /** When it got into this state from another one. */
  readonly stateTransitionedAtMs: number;
  readonly configurationUpdatedAtMs: number;
  /** The values of the newest evaluation, the oldest first: what a scaling policy decides by. */
  readonly recentDatapoints?: readonly number[];
  /** Actions of transitions that are still to be carried out, the oldest first. */
  readonly pendingActions?: readonly PendingAction[];
  /** The newest first, at most 100. */
  readonly history: readonly AlarmHistoryItem[];
}

/**
 * An action of a transition. It is in the state together with the transition and leaves it when its outcome is in the
 * history, so that a crash in between repeats the action rather than losing it.
 */
export interface PendingAction {
  readonly actionArn: string;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** When the alarm changed its state, and why. */
  readonly atMs: number;
  readonly stateReason: string;
  readonly stateReasonData?: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html */
export interface AlarmHistoryItem {
  readonly atMs: number;
  readonly type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action';
  readonly summary: string;
  /** JSON. */
  readonly data: string;
}
