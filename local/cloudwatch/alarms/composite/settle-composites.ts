import type { AlarmState } from '../../../scaling/alarms/alarm.ts';
import type { ArnOf } from '../alarm-arn.ts';
import type { AlarmRecord, AlarmsState } from '../alarms-state.ts';
import { jsonTime, spelledTime } from '../timestamps.ts';
import { type NextState, withState } from '../with-state.ts';
import { parseRule } from './parse-rule.ts';
import { type CompositeRule, childrenOf, holds } from './rule.ts';

/** How many of the alarms that changed a composite alarm its reason lists, at most. */
const mostTriggers = 10;

/**
 * The alarms after those named in `changed` have changed their states: composite alarms above them follow at once.
 * A composite alarm is judged only then, so a state that was set by hand lasts until a child changes.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
 */
export function settleComposites(
  alarms: AlarmsState,
  changed: readonly string[],
  nowMs: number,
  arnOf: ArnOf,
): AlarmsState {
  const moved = new Set(changed);
  let settled = alarms;
  for (const { alarmName, rule } of moved.size === 0 ? [] : childrenFirst(alarms)) {
    const record = settled[alarmName];
    const triggers = childrenOf(rule).filter((child) => moved.has(child) && Object.hasOwn(settled, child));
    if (record === undefined || triggers.length === 0) continue;
    const next = { state: ruleState(rule, settled), ...triggered(triggers, settled, arnOf) };
    const after = withState(record, next, nowMs);
    if (after === record) continue;
    moved.add(alarmName);
    settled = { ...settled, [alarmName]: after };
  }
  return settled;
}

/** A composite alarm as it is judged when it is created or changed. */
export function judgeComposite(
  record: AlarmRecord,
  rule: CompositeRule,
  {
    alarms,
    arnOf,
    nowMs,
    change,
  }: {
    readonly alarms: AlarmsState;
    readonly arnOf: ArnOf;
    readonly nowMs: number;
    readonly change: 'created' | 'updated';
  },
): AlarmRecord {
  const state = ruleState(rule, alarms);
  const which = change === 'created' ? 'its' : 'its new';
  const next: NextState = {
    state,
    reason: `${arnOf(record.definition.alarmName)} was ${change} and ${which} alarm rule evaluates to ${state}`,
    reasonData: triggeringAlarms(childrenOf(rule), alarms, arnOf),
  };
  return withState(record, next, nowMs);
}

function ruleState(rule: CompositeRule, alarms: AlarmsState): AlarmState {
  const stateOf = (name: string) => (Object.hasOwn(alarms, name) ? alarms[name]?.state : undefined);
  return holds(rule, stateOf) ? 'ALARM' : 'OK';
}

function triggered(names: readonly string[], alarms: AlarmsState, arnOf: ArnOf) {
  const [first = ''] = names;
  const { state, stateUpdatedAtMs = 0 } = alarms[first] ?? {};
  return {
    reason: `${arnOf(first)} transitioned to ${state} at ${spelledTime(stateUpdatedAtMs)}`,
    reasonData: triggeringAlarms(names, alarms, arnOf),
  };
}

function triggeringAlarms(names: readonly string[], alarms: AlarmsState, arnOf: ArnOf): string {
  const triggers = names.slice(0, mostTriggers).flatMap((name) => {
    const child = alarms[name];
    if (child === undefined) return [];
    return [{ arn: arnOf(name), state: { value: child.state, timestamp: jsonTime(child.stateUpdatedAtMs) } }];
  });
  return JSON.stringify({ triggeringAlarms: triggers });
}

/** The composite alarms, each after those in its rule. */
function childrenFirst(alarms: AlarmsState) {
  const rules = new Map<string, CompositeRule>();
  for (const [alarmName, { definition }] of Object.entries(alarms)) {
    if (definition.kind === 'composite') rules.set(alarmName, parseRule(definition.alarmRule));
  }
  const ordered = new Map<string, CompositeRule>();
  const visit = (alarmName: string, rule: CompositeRule) => {
    for (const child of childrenOf(rule)) {
      const ofChild = rules.get(child);
      if (ofChild !== undefined && !ordered.has(child)) visit(child, ofChild);
    }
    ordered.set(alarmName, rule);
  };
  for (const [alarmName, rule] of rules) visit(alarmName, rule);
  return [...ordered].map(([alarmName, rule]) => ({ alarmName, rule }));
}
