import type { AlarmRecord } from '../../../cloudwatch/alarms/alarms-state.ts';
import { parseRule } from '../../../cloudwatch/alarms/composite/parse-rule.ts';
import { childrenOf } from '../../../cloudwatch/alarms/composite/rule.ts';

/** The alarms that the rule of a composite alarm names; none for a metric alarm. */
export function ruleNames({ definition }: AlarmRecord): readonly string[] {
  return definition.kind === 'composite' ? childrenOf(parseRule(definition.alarmRule)) : [];
}
