import type { StepScalingPolicy, TargetTrackingPolicy } from '../../../../definition/model/scaling.ts';
import type { AlarmRecord } from '../../../cloudwatch/alarms/alarms-state.ts';
import type { AlarmAction } from '../../../cloudwatch/alarms/evaluate-alarms.ts';
import { putAlarm } from '../../../cloudwatch/alarms/put-alarm.ts';
import type { ServiceState } from '../../model/cluster-state.ts';
import type { ScalableTargetRecord, ScalingPolicyRecord } from '../../model/scaling-state.ts';
import { updateService } from '../../scheduler/commands/services.ts';
import { accepted, oblige, serviceNamed, steadyCluster } from '../../scheduler/testing/cluster-fixtures.ts';
import type { PersistedState } from '../../state/persisted-state.ts';
import { putPolicy } from '../policies.ts';
import { type Registration, registerTarget } from '../targets.ts';

/** A service named web that has run steadily since the epoch, as a scalable target. */
export const webId = 'service/store/web';

export const second = 1000;
export const minute = 60 * second;
/** Its first deployment is complete by then. */
export const start = 10 * minute;

export function scaledStore(tasks = 2, changes: Partial<Registration> = {}): PersistedState {
  const cluster = steadyCluster({ desiredCount: tasks });
  const registration = { resourceId: webId, minCapacity: 2, maxCapacity: 10, ...changes };
  return registerTarget({ cluster }, serviceNamed(cluster), registration, start);
}

export function cpuPolicy(changes: Partial<TargetTrackingPolicy> = {}): TargetTrackingPolicy {
  return {
    kind: 'target-tracking',
    logicalId: '',
    arn: '',
    policyName: 'cpu',
    targetValue: 70,
    scaleOutCooldownSeconds: 300,
    scaleInCooldownSeconds: 300,
    disableScaleIn: false,
    metric: { kind: 'predefined', type: 'ECSServiceAverageCPUUtilization' },
    ...changes,
  };
}

export function memoryPolicy(changes: Partial<TargetTrackingPolicy> = {}): TargetTrackingPolicy {
  const metric = { kind: 'predefined', type: 'ECSServiceAverageMemoryUtilization' } as const;
  return cpuPolicy({ policyName: 'memory', targetValue: 80, metric, ...changes });
}

export function stepPolicy(changes: Partial<StepScalingPolicy> = {}): StepScalingPolicy {
  return {
    kind: 'step-scaling',
    logicalId: '',
    arn: '',
    policyName: 'steps',
    adjustmentType: 'ChangeInCapacity',
    cooldownSeconds: 300,
    metricAggregationType: 'Average',
    steps: [{ lowerBound: 0, scalingAdjustment: 2 }],
    ...changes,
  };
}

export function withPolicies(
  state: PersistedState,
  ...policies: readonly (TargetTrackingPolicy | StepScalingPolicy)[]
): PersistedState {
  return policies.reduce(
    (before, policy) => putPolicy(before, web(before), { policy, owner: 'api' }, start),
    state,
  );
}

export function web({ scaling }: PersistedState): ScalableTargetRecord {
  const target = scaling?.targets[webId];
  if (target === undefined) throw new Error('web is no scalable target');
  return target;
}

export function policyOf(state: PersistedState, name: string): ScalingPolicyRecord {
  const record = web(state).policies[name];
  if (record === undefined) throw new Error(`there is no policy ${name}`);
  return record;
}

export function webService({ cluster }: PersistedState): ServiceState {
  return serviceNamed(cluster);
}

export function desiredCount(state: PersistedState): number {
  return webService(state).desiredCount;
}

/** The alarm that somebody made for a step scaling policy. */
export function withStepAlarm(state: PersistedState, name = 'busy', threshold = 50): PersistedState {
  const alarms = putAlarm(
    state.alarms ?? {},
    {
      kind: 'metric',
      alarmName: name,
      actionsEnabled: true,
      okActions: [],
      alarmActions: [policyOf(state, 'steps').arn],
      insufficientDataActions: [],
      tags: {},
      watched: {
        kind: 'metric',
        metric: { namespace: 'Store', metricName: 'Load', dimensions: {} },
        stat: 'Average',
        periodSeconds: 60,
      },
      threshold,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      evaluationPeriods: 2,
    },
    'api',
    start,
  );
  return { ...state, alarms };
}

/** An evaluation of alarms: the states with it, and the scaling actions that it asks for. */
export interface Evaluation {
  readonly state: PersistedState;
  readonly actions: readonly AlarmAction[];
}

/** The alarms of target tracking as the value of each policy has them. What is not named was not evaluated. */
export function evaluated(
  state: PersistedState,
  values: Readonly<Record<string, number | undefined>>,
): Evaluation {
  const records = Object.entries(values).flatMap(([name, value]) => alarmsAt(state, name, value));
  const alarms = {
    ...state.alarms,
    ...Object.fromEntries(records.map((record) => [nameOf(record), record])),
  };
  return { state: { ...state, alarms }, actions: records.flatMap(actionsOf) };
}

function alarmsAt(state: PersistedState, name: string, value: number | undefined): readonly AlarmRecord[] {
  return policyOf(state, name).alarmNames.flatMap((alarmName) => {
    const record = state.alarms?.[alarmName];
    return record === undefined ? [] : [judged(record, value)];
  });
}

export function judged(record: AlarmRecord, value: number | undefined): AlarmRecord {
  const { definition } = record;
  if (definition.kind !== 'metric') return record;
  if (value === undefined) return { ...record, state: 'INSUFFICIENT_DATA', recentDatapoints: [] };
  const breaches = definition.comparisonOperator.startsWith('Greater')
    ? value > definition.threshold
    : value < definition.threshold;
  return { ...record, state: breaches ? 'ALARM' : 'OK', recentDatapoints: [value] };
}

export function actionsOf({ definition, state }: AlarmRecord): readonly AlarmAction[] {
  if (state !== 'ALARM' || !definition.actionsEnabled) return [];
  return definition.alarmActions.map((actionArn) => ({
    alarmName: definition.alarmName,
    actionArn,
    from: 'ALARM',
    to: 'ALARM',
    isRepeat: true,
  }));
}

function nameOf({ definition }: AlarmRecord): string {
  return definition.alarmName;
}

/** Everything that is asked of the cluster comes about. */
export function obliged(state: PersistedState, nowMs: number): PersistedState {
  return { ...state, cluster: oblige(state.cluster, nowMs) };
}

export function setByHand(state: PersistedState, count: number, nowMs: number): PersistedState {
  const cluster = accepted(updateService(state.cluster, { service: 'web', desiredCount: count }, nowMs));
  return { ...state, cluster };
}

/** A deployment under way. */
export function deploying(state: PersistedState, nowMs: number): PersistedState {
  const input = { service: 'web', forceNewDeployment: true };
  return { ...state, cluster: accepted(updateService(state.cluster, input, nowMs)) };
}

/** Texts of the service's events that tell of scaling, the newest first. */
export function toldOf(state: PersistedState): readonly string[] {
  return webService(state)
    .events.map(({ message }) => message)
    .filter((message) => message.startsWith('Message:'));
}
