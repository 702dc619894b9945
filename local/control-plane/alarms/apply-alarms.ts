import type { AlarmDefinition } from '../../../definition/model/alarms.ts';
import { alarmArns } from '../../cloudwatch/alarms/alarm-arn.ts';
import type { AlarmsState } from '../../cloudwatch/alarms/alarms-state.ts';
import { dependants } from '../../cloudwatch/alarms/composite/check-composite.ts';
import { parseRule } from '../../cloudwatch/alarms/composite/parse-rule.ts';
import { childrenOf } from '../../cloudwatch/alarms/composite/rule.ts';
import { withoutAlarms } from '../../cloudwatch/alarms/delete-alarms.ts';
import { putAlarm } from '../../cloudwatch/alarms/put-alarm.ts';
import type { PersistedState } from '../state/persisted-state.ts';

/** An alarm of the template. */
type TemplateAlarm = AlarmDefinition & { readonly logicalId?: string };

/**
 * The state after a release: the template's alarms are as the template says, those that it no longer has are gone, and
 * those of the API and of scaling policies stay. One in the rule of a composite alarm that stays is kept, as CloudFormation
 * leaves what it cannot delete. Raises `ValidationError`, naming the rule that is wrong.
 */
export function applyDefinedAlarms(
  state: PersistedState,
  { alarms: defined }: { readonly alarms: readonly TemplateAlarm[] },
  nowMs: number,
): PersistedState {
  const arnOf = alarmArns(state.cluster);
  const before = state.alarms ?? {};
  const put = childrenFirst(defined).reduce<AlarmsState>(
    (alarms, { logicalId: _, ...definition }) => putAlarm(alarms, definition, 'template', nowMs, arnOf),
    before,
  );
  const alarms = withoutAlarms(put, goneFrom(put, defined));
  return alarms === before ? state : { ...state, alarms };
}

function goneFrom(alarms: AlarmsState, defined: readonly TemplateAlarm[]): readonly string[] {
  const names = new Set(defined.map(({ alarmName }) => alarmName));
  const gone = Object.keys(alarms).filter((name) => alarms[name]?.owner === 'template' && !names.has(name));
  return gone.filter((name) => dependants(name, alarms).every((other) => gone.includes(other)));
}

/** A composite alarm can only be put after those in its rule. */
function childrenFirst(defined: readonly TemplateAlarm[]): readonly TemplateAlarm[] {
  const byName = new Map(defined.map((definition) => [definition.alarmName, definition]));
  const ordered = new Set<TemplateAlarm>();
  const visited = new Set<TemplateAlarm>();
  const visit = (definition: TemplateAlarm) => {
    if (visited.has(definition)) return;
    visited.add(definition);
    for (const child of definition.kind === 'composite' ? childrenOf(parseRule(definition.alarmRule)) : []) {
      const ofChild = byName.get(child);
      if (ofChild !== undefined) visit(ofChild);
    }
    ordered.add(definition);
  };
  for (const definition of defined) visit(definition);
  return [...ordered];
}
