import type { AlarmState } from '../../../scaling/alarms/alarm.ts';

/** The rule of a composite alarm, parsed. Alarms are named, whether the text names them or their ARNs. */
export type CompositeRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: AlarmState; readonly alarmName: string }
  | { readonly kind: 'not'; readonly rule: CompositeRule }
  | { readonly kind: 'and' | 'or'; readonly rules: readonly CompositeRule[] }
  | {
      readonly kind: 'at-least';
      readonly count: number;
      readonly state: AlarmState;
      readonly isNegated: boolean;
      readonly alarmNames: readonly string[];
    };

/** The alarms that a rule names, each once. */
export function childrenOf(rule: CompositeRule): readonly string[] {
  switch (rule.kind) {
    case 'constant':
      return [];
    case 'state':
      return [rule.alarmName];
    case 'not':
      return childrenOf(rule.rule);
    case 'and':
    case 'or':
      return [...new Set(rule.rules.flatMap(childrenOf))];
    case 'at-least':
      return [...new Set(rule.alarmNames)];
  }
}

/** Whether a rule holds; an alarm that is not there is in no state. */
export function holds(rule: CompositeRule, stateOf: (alarmName: string) => AlarmState | undefined): boolean {
  switch (rule.kind) {
    case 'constant':
      return rule.value;
    case 'state':
      return stateOf(rule.alarmName) === rule.state;
    case 'not':
      return !holds(rule.rule, stateOf);
    case 'and':
      return rule.rules.every((each) => holds(each, stateOf));
    case 'or':
      return rule.rules.some((each) => holds(each, stateOf));
    case 'at-least': {
      const counted = rule.alarmNames.filter((name) => (stateOf(name) === rule.state) !== rule.isNegated);
      return counted.length >= rule.count;
    }
  }
}
