import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { RecordedAlarm, ScalingRecord } from '../../local/scaling/words/scaling-record.ts';
import type { TimelineEntry } from '../../local/scaling/words/timeline.ts';
import { timelineText } from './timeline-text.ts';

const alarm = (alarmName: string): RecordedAlarm => ({
  ...{ state: 'OK', areActionsDisabled: false },
  ...{ alarmName, threshold: 10, periodSeconds: 60, metricName: 'CPUUtilization' },
  ...{ transitions: [], values: [] },
});

const high = 'TargetTracking-service/shop/web-AlarmHigh-1';
const record: ScalingRecord = {
  ...{ resourceId: 'service/shop/web', timeScale: 1, minCapacity: 2, maxCapacity: 10 },
  ...{ desiredCount: 3, runningCount: 2 },
  ...{ isScaleOutSuspended: false, isScaleInSuspended: false, deployments: [], activities: [], tasks: [] },
  policies: [
    {
      policy: {
        kind: 'target-tracking',
        ...{ policyName: 'cpu', targetValue: 70, periodSeconds: 60 },
        ...{ scaleOutCooldownSeconds: 60, scaleInCooldownSeconds: 60, disableScaleIn: false },
      },
      high: alarm(high),
      low: alarm('low alarm'),
    },
    {
      policy: {
        kind: 'step-scaling',
        adjustmentType: 'ExactCapacity',
        ...{ policyName: 'steps', steps: [], cooldownSeconds: 60 },
      },
      alarm: { ...alarm('backlog'), metricName: 'Backlog' },
    },
  ],
};

const textOf = (of: ScalingRecord, entries: readonly TimelineEntry[]) =>
  stripVTControlCharacters(timelineText(of, entries)).split('\n');

const calm: TimelineEntry = {
  ...{ startMs: 0, endMs: 120_000, desiredCount: 2, runningCount: 2, alarms: {}, statements: [] },
  metrics: { CPUUtilization: [61.4, 65] },
};

test('only the first entry lists the alarms that are not OK', () => {
  const alarms = { [high]: 'ALARM', backlog: 'INSUFFICIENT_DATA' } as const;
  const later = { ...calm, startMs: 120_000, endMs: 180_000, alarms };
  expect(textOf(record, [{ ...calm, alarms }, later]).slice(-4)).toEqual([
    '00:00-00:02  2 tasks, CPUUtilization 61 to 65',
    '    AlarmHigh-1 is ALARM.',
    '    backlog is INSUFFICIENT_DATA.',
    '00:02-00:03  2 tasks, CPUUtilization 61 to 65',
  ]);
});

test('the policies come first; a line shows the time, the tasks and the metrics, followed by the reasons', () => {
  const busy: TimelineEntry = {
    ...{ startMs: 120_000, endMs: 180_000, desiredCount: 3, runningCount: 2 },
    metrics: { CPUUtilization: [91, 91], Backlog: [0.123, 0.5] },
    alarms: { [high]: 'ALARM' },
    statements: [
      { atMs: 60_000, text: 'cpu waits.' },
      {
        atMs: 130_000,
        text: `Setting desired count to 3: monitor alarm ${high} in state ALARM triggered policy cpu. InProgress.`,
      },
    ],
  };
  expect(textOf(record, [calm, busy])).toEqual([
    'service/shop/web: 2 to 10 tasks, now 2 running, 3 desired',
    'Policy cpu: keeps CPUUtilization at 70',
    '    TargetTracking-service/shop/web-AlarmHigh-1',
    '    low alarm',
    'Policy steps: steps on Backlog, threshold 10',
    '    backlog',
    'Below, only the ends of long names are shown.',
    '',
    '1970-01-01, times in UTC',
    '00:00-00:02  2 tasks, CPUUtilization 61 to 65',
    '00:02-00:03  2 running, 3 desired, CPUUtilization 91, Backlog 0.12 to 0.5',
    '    since 00:01:00 cpu waits.',
    '    00:02:10 Setting desired count to 3: monitor alarm AlarmHigh-1 in state ALARM triggered policy cpu. InProgress.',
  ]);
});

test('a sentence without a time is marked as derived', () => {
  const lines = textOf(record, [{ ...calm, statements: [{ text: 'cpu waits.' }] }]);
  expect(lines).toContain('Sentences without a time are derived from metrics and alarms by AWS’s rules.');
  expect(lines.at(-1)).toBe('    cpu waits.');
});

test('a time scale is shown, and times have seconds then', () => {
  const lines = textOf({ ...record, timeScale: 10 }, [{ ...calm, endMs: 6000 }]);
  expect(lines).toContain(
    'Time scale 10: a minute of metrics, alarms and cooldowns takes 6 s; sums are scaled up to a whole minute. All times are real.',
  );
  expect(lines.at(-1)).toBe('00:00:00-00:00:06  2 tasks, CPUUtilization 61 to 65');
});

test('long names are shown in full at the top, and by their ends below', () => {
  const [cpu] = record.policies;
  const policyName = 'spreelocalWebServiceTaskCountTargetCpuF496A4E7';
  if (cpu === undefined || 'alarm' in cpu) throw new Error('It tracks CPU');
  const policies = [{ ...cpu, policy: { ...cpu.policy, policyName } }];
  const lines = textOf({ ...record, policies }, [
    { ...calm, statements: [{ text: `${policyName} waits.` }] },
  ]);
  expect(lines).toContain(`Policy ${policyName}: keeps CPUUtilization at 70`);
  expect(lines.at(-1)).toBe('    CpuF496A4E7 waits.');
});

test('an unknown desired count is said to be unknown', () => {
  const { desiredCount: _, ...unknown } = calm;
  const { runningCount: _count, ...nothing } = { ...unknown, startMs: 120_000, endMs: 180_000, metrics: {} };
  expect(textOf(record, [unknown, nothing]).slice(-2)).toEqual([
    '00:00-00:02  2 running, desired count not known, CPUUtilization 61 to 65',
    '00:02-00:03  tasks not known',
  ]);
});

test('a policy that is the action of no alarm is listed as such', () => {
  const [, steps] = record.policies;
  const idle = steps?.policy.kind === 'step-scaling' ? [steps.policy] : [];
  expect(textOf({ ...record, idlePolicies: idle }, [calm])).toContain(
    'Policy steps: no alarm has it as its action',
  );
});

test('each day is shown, and an unknown number of tasks is left out', () => {
  const { runningCount: _, ...unknown } = calm;
  const nextDay = { ...unknown, startMs: 86_400_000, endMs: 86_460_000, metrics: {} };
  expect(
    textOf({ ...record, policies: [] }, [{ ...calm, desiredCount: 1, runningCount: 1 }, nextDay]),
  ).toEqual([
    'service/shop/web: 2 to 10 tasks, now 2 running, 3 desired',
    'No policy with an alarm scales it.',
    '',
    '1970-01-01, times in UTC',
    '00:00-00:02  1 task, CPUUtilization 61 to 65',
    '',
    '1970-01-02, times in UTC',
    '00:00-00:01  2 desired',
  ]);
});
