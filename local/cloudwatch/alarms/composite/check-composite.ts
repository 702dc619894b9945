import type { ArnOf } from '../alarm-arn.ts';
import { invalidAlarm } from '../alarm-error.ts';
import type { AlarmsState } from '../alarms-state.ts';
import { parseRule } from './parse-rule.ts';
import { type CompositeRule, childrenOf } from './rule.ts';

/**
 * The parsed rule of a composite alarm that is to be put among others. Raises `ValidationError` for one that is no rule,
 * names an alarm that is not there, or depends on itself. AWS lets alarms depend on each other in a circle, although none
 * of them can be deleted then; here that is refused.
 */
export function checkedRule(
  alarmName: string,
  alarmRule: string,
  alarms: AlarmsState,
  arnOf: ArnOf,
): CompositeRule {
  const rule = parseRule(alarmRule);
  const children = childrenOf(rule);
  if (children.includes(alarmName)) throw circular('its AlarmRule');
  const missing = children.filter((child) => !Object.hasOwn(alarms, child));
  if (missing.length > 0) {
    throw invalidAlarm(
      `Could not save the composite alarm as alarms [${missing.map(arnOf).join(', ')}] in the alarm rule do not exist`,
    );
  }
  const through = children.find((child) => dependsOn(child, alarmName, alarms));
  if (through !== undefined) throw circular(arnOf(through));
  return rule;
}

/** The composite alarms whose rules name an alarm. */
export function dependants(alarmName: string, alarms: AlarmsState): readonly string[] {
  return Object.keys(alarms).filter((name) => childrenAt(name, alarms).includes(alarmName));
}

function dependsOn(alarmName: string, other: string, alarms: AlarmsState): boolean {
  return childrenAt(alarmName, alarms).some((child) => child === other || dependsOn(child, other, alarms));
}

function childrenAt(alarmName: string, alarms: AlarmsState): readonly string[] {
  const definition = Object.hasOwn(alarms, alarmName) ? alarms[alarmName]?.definition : undefined;
  return definition?.kind === 'composite' ? childrenOf(parseRule(definition.alarmRule)) : [];
}

function circular(via: string) {
  return invalidAlarm(
    `A composite alarm cannot have a child relation with itself via ${via}, as it would introduce a circular dependency`,
  );
}
