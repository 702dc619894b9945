import type { AlarmAction } from '../../cloudwatch/alarms/evaluate-alarms.ts';
import { actOnAlarms } from '../../scaling/targets/act-on-alarms.ts';
import type { ServiceReading } from '../../scaling/targets/scalable-target.ts';
import type { DecisionRecord, ScalableTargetRecord, ScalingPolicyRecord } from '../model/scaling-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { changeTarget } from './change-target.ts';
import { freshAlarms } from './fresh-alarms.ts';
import { alarmsOf, isActionOf } from './policy-alarms.ts';
import { policySituations } from './policy-situation.ts';
import { rememberDecision } from './remember-decision.ts';
import { readService, scaledService } from './scaled-service.ts';
import { alarmsIn, scalingOf } from './scaling-parts.ts';
import type { ScalingTime } from './scaling-time.ts';

/**
 * What the actions of alarms make of the targets: each of which a policy is one of them decides, and what it decides is
 * done. An action with old data is passed over: it comes again with new data while its alarm lasts.
 */
export function actOnActions(
  state: PersistedState,
  actions: readonly AlarmAction[],
  time: ScalingTime,
): PersistedState {
  const fresh = freshAlarms(actions, alarmsIn(state), time.nowMs);
  const due = actions.filter(({ alarmName }) => fresh.has(alarmName));
  return Object.values(scalingOf(state).targets)
    .filter(({ policies }) => Object.values(policies).some((record) => isOneOf(record, due)))
    .reduce((before, target) => decide(before, target, fresh, time), state);
}

function isOneOf(record: ScalingPolicyRecord, actions: readonly AlarmAction[]): boolean {
  return actions.some(({ actionArn }) => isActionOf(actionArn, record));
}

/** Notes what the policies wait for of which no alarm acts: for those nothing is ever decided. */
export function noteQuiet(state: PersistedState, time: ScalingTime): PersistedState {
  return Object.values(scalingOf(state).targets)
    .filter((target) => isQuiet(state, target))
    .reduce((before, target) => decide(before, target, new Set(), time), state);
}

function isQuiet(state: PersistedState, { policies }: ScalableTargetRecord): boolean {
  const records = Object.values(policies);
  const alarms = records.flatMap((record) => alarmsOf(record, alarmsIn(state)));
  return (
    records.length > 0 && alarms.every((alarm) => alarm.state !== 'ALARM' || !alarm.definition.actionsEnabled)
  );
}

function decide(
  state: PersistedState,
  target: ScalableTargetRecord,
  fresh: ReadonlySet<string>,
  { nowMs, timeScale }: ScalingTime,
): PersistedState {
  const service = scaledService(state.cluster, target.state.resourceId);
  if (service === undefined) return state;
  const records = Object.values(target.policies);
  const reading = readService(state.cluster, service);
  const situations = policySituations(records, { alarms: alarmsIn(state), fresh, timeScale });
  return changeTarget(state, target, service, nowMs, (moment) => {
    const { decision, ...scaled } = actOnAlarms(target.state, reading, situations, moment);
    const decided = { atMs: nowMs, ...counts(reading), decision, alarms: alarmsSeen(state, records) };
    return { ...scaled, decisions: rememberDecision(target.decisions, decided) };
  });
}

function counts({ runningCount, desiredCount, isDeploying }: ServiceReading) {
  return { runningCount, desiredCount, isDeploying };
}

function alarmsSeen(
  state: PersistedState,
  records: readonly ScalingPolicyRecord[],
): DecisionRecord['alarms'] {
  return records.flatMap((record) =>
    alarmsOf(record, alarmsIn(state)).map((alarm) => {
      const { alarmName } = alarm.definition;
      const seen = { alarmName, policyName: record.policy.policyName, state: alarm.state };
      const value = alarm.recentDatapoints?.at(-1);
      return value === undefined ? seen : { ...seen, value };
    }),
  );
}
