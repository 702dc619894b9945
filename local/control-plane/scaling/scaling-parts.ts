import type { AlarmsState } from '../../cloudwatch/alarms/alarms-state.ts';
import { noScaling, type ScalableTargetRecord, type ScalingState } from '../model/scaling-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';

/** What Application Auto Scaling knows. */
export function scalingOf({ scaling }: PersistedState): ScalingState {
  return scaling ?? noScaling;
}

export function alarmsIn({ alarms }: PersistedState): AlarmsState {
  return alarms ?? {};
}

/** The state with this target, in place of what it was. */
export function withTarget(state: PersistedState, record: ScalableTargetRecord): PersistedState {
  const scaling = scalingOf(state);
  const targets = { ...scaling.targets, [record.state.resourceId]: record };
  return { ...state, scaling: { ...scaling, targets } };
}

/** The record without one of its members by name. */
export function without<Value>(
  record: Readonly<Record<string, Value>>,
  name: string,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}
