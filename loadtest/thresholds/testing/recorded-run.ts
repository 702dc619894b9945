import type { AlarmRule } from '../../../local/scaling/alarms/alarm.ts';
import type { RecordedActivity, ScalingRecord } from '../../../local/scaling/words/scaling-record.ts';
import type { LoadWindow, StepWindow } from '../../record/load-record.ts';
import type { ObservedService } from '../../record/observed-record.ts';
import { recordResponseTimes } from '../../record/response-times.ts';
import type { RunRecord } from '../../record/run-record.ts';

/** When recorded runs begin, in milliseconds since the epoch. */
export const startMs = Date.UTC(2026, 0, 5, 12);

/** A run of as many seconds as there are windows. */
export function recordedRun(
  windows: readonly LoadWindow[],
  changes: Partial<RunRecord> & { readonly services?: readonly ObservedService[] } = {},
): RunRecord {
  const { services = [], ...others } = changes;
  return {
    version: 1,
    plan: {
      scenario: 'spike',
      startRatePerSecond: 1,
      stages: [{ durationMs: windows.length * 1000, ratePerSecond: 1 }],
      mix: { browse: 1, search: 0, cart: 0, checkout: 0, admin: 0 },
      mostVisitors: 10,
    },
    environment: 'local',
    timeScale: 1,
    startMs,
    endMs: startMs + windows.length * 1000,
    k6: { version: '1.1.0', ended: 'completed', exitCode: 0 },
    load: { startMs, windowMs: 1000, windows },
    observed: { services, gaps: [], clockAheadMs: 0 },
    ...others,
  };
}

/** A window in which each step had requests with these response times, in milliseconds, and no errors. */
export function windowOf(steps: Readonly<Record<string, readonly number[]>>): LoadWindow {
  return {
    iterations: 1,
    droppedIterations: 0,
    steps: Object.fromEntries(Object.entries(steps).map(([name, times]) => [name, stepOf(times)])),
  };
}

export function stepOf(times: readonly number[], changes: Partial<StepWindow> = {}): StepWindow {
  const recorder = recordResponseTimes();
  for (const each of times) recorder.record(each);
  return { requests: times.length, failures: {}, wrong: 0, times: recorder.encoded(), ...changes };
}

/** A service that one policy scales by its CPU, with periods of 60 s. Seconds are those of the run. */
export function scaledService({
  activities = [],
  cpu = [],
  samples = [],
  alarmAtSeconds,
  rule,
}: {
  readonly activities?: readonly RecordedActivity[];
  readonly cpu?: readonly { readonly atSeconds: number; readonly value: number }[];
  readonly samples?: readonly {
    readonly atSeconds: number;
    readonly desired: number;
    readonly running: number;
    readonly healthy?: number;
  }[];
  readonly alarmAtSeconds?: number;
  /** Of the alarm; absent as where nobody asked. */
  readonly rule?: AlarmRule;
}): ObservedService {
  return {
    cluster: 'store',
    service: 'web',
    samples: samples.map(({ atSeconds, desired, running, healthy }) => ({
      atMs: startMs + atSeconds * 1000,
      desiredCount: desired,
      runningCount: running,
      pendingCount: desired - running,
      ...(healthy === undefined ? {} : { healthyTargets: healthy }),
      deployments: [],
    })),
    events: [],
    metrics: [],
    scaling: { ...unscaled, activities, policies: [cpuPolicy(cpu, alarmAtSeconds, rule)] },
  };
}

/** That of the high alarm of a target tracking policy. */
export const alarmRule: AlarmRule = {
  threshold: 60,
  comparisonOperator: 'GreaterThanThreshold',
  periodSeconds: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 3,
  treatMissingData: 'missing',
};

const unscaled: ScalingRecord = {
  resourceId: 'service/store/web',
  timeScale: 1,
  minCapacity: 2,
  maxCapacity: 6,
  isScaleOutSuspended: false,
  isScaleInSuspended: false,
  desiredCount: 2,
  runningCount: 2,
  deployments: [],
  policies: [],
  activities: [],
  tasks: [],
};

function cpuPolicy(
  cpu: readonly { readonly atSeconds: number; readonly value: number }[],
  alarmAtSeconds: number | undefined,
  rule: AlarmRule | undefined,
): ScalingRecord['policies'][number] {
  const atMs = startMs + (alarmAtSeconds ?? 0) * 1000;
  return {
    policy: {
      kind: 'target-tracking',
      policyName: 'cpu',
      targetValue: 60,
      scaleOutCooldownSeconds: 60,
      scaleInCooldownSeconds: 300,
      disableScaleIn: false,
      periodSeconds: 60,
    },
    high: {
      alarmName: 'cpu-high',
      threshold: 60,
      periodSeconds: 60,
      ...(rule === undefined ? {} : { rule }),
      metricName: 'CPUUtilization',
      state: 'OK',
      areActionsDisabled: false,
      transitions: alarmAtSeconds === undefined ? [] : [{ atMs, from: 'OK', to: 'ALARM' }],
      values: cpu.map(({ atSeconds, value }) => ({ startMs: startMs + atSeconds * 1000, value })),
    },
  };
}

/** An activity of the policy; without an end it is in progress. */
export function activityTo(count: number, fromSeconds: number, toSeconds?: number): RecordedActivity {
  return {
    startMs: startMs + fromSeconds * 1000,
    ...(toSeconds === undefined ? {} : { endMs: startMs + toSeconds * 1000 }),
    description: `Setting desired count to ${count}.`,
    cause: 'monitor alarm cpu-high in state ALARM triggered policy cpu',
    status: toSeconds === undefined ? 'InProgress' : 'Successful',
    notScaled: [],
  };
}
