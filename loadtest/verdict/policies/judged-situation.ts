import {
  type AlarmReading,
  isTracking,
  type PolicySituation,
  type Situation,
} from '../../../local/scaling/decisions/situation.ts';
import { aggregated } from '../../../local/scaling/policies/aggregated.ts';
import { lastBefore, timeOf } from '../../../local/scaling/words/in-order.ts';
import type { RecordedChange } from '../../../local/scaling/words/recorded-changes.ts';
import { situationAt } from '../../../local/scaling/words/recorded-situation.ts';
import type { ScalingRecord } from '../../../local/scaling/words/scaling-record.ts';
import type { ServiceSample } from '../../record/observed-record.ts';
import { judgedAt, rangeAt, type WatchedAlarm } from './watched-alarm.ts';
import type { WatchedPolicy } from './watched-policy.ts';

/** All that a situation is rebuilt from. */
export interface Seen {
  readonly scaling: ScalingRecord;
  readonly samples: readonly ServiceSample[];
  readonly changes: readonly RecordedChange[];
  readonly policies: readonly WatchedPolicy[];
}

/** The situation at a time as the service was, and with alarms as the measured values make them. */
export function judgedSituation({ scaling, samples, changes, policies }: Seen, nowMs: number): Situation {
  const situation = { ...situationAt(scaling, changes, nowMs), ...countsAt(samples, nowMs) };
  return {
    ...situation,
    policies: situation.policies.flatMap((policy, index) => {
      const watched = policies[index];
      return watched === undefined ? [] : [judged(policy, watched, nowMs)];
    }),
  };
}

/** A sample that is older says nothing of now. */
const freshMs = 60_000;

/** The last sample before a time; undefined where it is older than a minute. */
export function sampleAt(samples: readonly ServiceSample[], nowMs: number): ServiceSample | undefined {
  const sample = samples[lastBefore(samples, timeOf, nowMs + 1)];
  return sample === undefined || sample.atMs < nowMs - freshMs ? undefined : sample;
}

function countsAt(samples: readonly ServiceSample[], nowMs: number): Partial<Situation> {
  const sample = sampleAt(samples, nowMs);
  if (sample === undefined) return {};
  const { desiredCount, runningCount, deployments } = sample;
  return {
    ...{ desiredCount, runningCount },
    isDeploying: deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS'),
  };
}

function judged(policy: PolicySituation, watched: WatchedPolicy, nowMs: number): PolicySituation {
  if (isTracking(policy)) {
    if (!('high' in watched)) return policy;
    const high = read(policy.high, watched.high, newest, nowMs);
    if (policy.low === undefined || watched.low === undefined) return { ...policy, high };
    return { ...policy, high, low: read(policy.low, watched.low, newest, nowMs) };
  }
  if (!('alarm' in watched)) return policy;
  const { metricAggregationType } = policy.policy;
  const all = (values: readonly number[]) => aggregated(values, metricAggregationType);
  return { ...policy, alarm: read(policy.alarm, watched.alarm, all, nowMs) };
}

/** The newest value decides in target tracking, as in the local environment. */
function newest(values: readonly number[]): number | undefined {
  return values.at(-1);
}

function read(
  { alarmName, areActionsDisabled = false }: AlarmReading,
  watched: WatchedAlarm,
  pick: (values: readonly number[]) => number | undefined,
  nowMs: number,
): AlarmReading {
  const real = rangeAt(watched, nowMs).filter((value) => value !== undefined);
  const value = pick(real.slice(-watched.rule.evaluationPeriods));
  const reading = { alarmName, areActionsDisabled, state: judgedAt(watched, nowMs) };
  return value === undefined ? reading : { ...reading, value };
}
