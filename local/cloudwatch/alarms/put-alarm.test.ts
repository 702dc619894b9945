import { describe, expect, it } from 'vitest';
import { setActionsEnabled } from './actions-enabled.ts';
import { alarmArns } from './alarm-arn.ts';
import type { AlarmsState } from './alarms-state.ts';
import { deleteAlarms, putAlarm, setAlarmState } from './put-alarm.ts';
import {
  compositeAlarm,
  exampleMetric,
  metricAlarm,
  scalingPolicy,
  topic,
} from './testing/example-alarms.ts';

const arnOf = alarmArns({ region: 'ap-southeast-1', accountId: '000000000000' });
const atMs = Date.parse('2026-09-14T11:18:50.658Z');
const slow = putAlarm({}, metricAlarm(), 'api', atMs, arnOf);

describe('putting an alarm', () => {
  it('creates it unchecked, with an item in its history', () => {
    expect(slow.slow).toEqual({
      definition: metricAlarm(),
      owner: 'api',
      state: 'INSUFFICIENT_DATA',
      stateReason: 'Unchecked: Initial alarm creation',
      ...{ stateUpdatedAtMs: atMs, stateTransitionedAtMs: atMs, configurationUpdatedAtMs: atMs },
      history: [
        {
          ...{ atMs, type: 'ConfigurationUpdate', summary: 'Alarm "slow" created' },
          data: expect.any(String),
        },
      ],
    });
    expect(JSON.parse(slow.slow?.history[0]?.data ?? '')).toEqual({
      version: '1.0',
      type: 'Create',
      createdAlarm: {
        alarmName: 'slow',
        alarmArn: 'arn:aws:cloudwatch:ap-southeast-1:000000000000:alarm:slow',
        alarmConfigurationUpdatedTimestamp: '2026-09-14T11:18:50.658+0000',
        ...{ namespace: 'Shop', metricName: 'Latency', statistic: 'Average', period: 60 },
        dimensions: [{ value: 'mail', name: 'Queue' }],
        ...{ threshold: 50, comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 3 },
        ...{ stateValue: 'INSUFFICIENT_DATA', stateUpdatedTimestamp: '2026-09-14T11:18:50.658+0000' },
        ...{ actionsEnabled: true, alarmActions: [], insufficientDataActions: [], okactions: [] },
      },
    });
  });

  it('again with the same configuration changes nothing', () => {
    expect(putAlarm(slow, metricAlarm(), 'api', atMs + 1, arnOf)).toBe(slow);
  });

  it('with another configuration keeps its state and notes the update', () => {
    const alarm = setAlarmState(slow, 'slow', { state: 'OK', reason: 'by hand' }, atMs + 1);
    const changed = putAlarm(alarm, metricAlarm({ threshold: 70 }), 'api', atMs + 2, arnOf).slow;
    expect(changed).toMatchObject({
      ...{ state: 'OK', stateReason: 'by hand', stateUpdatedAtMs: atMs + 1 },
      ...{ configurationUpdatedAtMs: atMs + 2, definition: { threshold: 70 } },
    });
    expect(changed?.history.map(({ summary }) => summary)).toEqual([
      'Alarm "slow" updated',
      'Alarm updated from INSUFFICIENT_DATA to OK',
      'Alarm "slow" created',
    ]);
  });

  it('with the same configuration by another owner only changes the owner', () => {
    expect(putAlarm(slow, metricAlarm(), 'template', atMs + 1, arnOf).slow).toEqual({
      ...slow.slow,
      owner: 'template',
    });
  });

  it('names a percentile as an extended statistic, and the queries of metric math', () => {
    const told = (watched: ReturnType<typeof metricAlarm>['watched']) =>
      JSON.parse(putAlarm({}, metricAlarm({ watched }), 'api', atMs).slow?.history[0]?.data ?? '')
        .createdAlarm;
    const metricStat = { metric: exampleMetric, stat: 'p99', periodSeconds: 60, unit: 'Seconds' };
    expect(told({ kind: 'metric', ...metricStat })).toMatchObject({
      ...{ extendedStatistic: 'p99', unit: 'Seconds', alarmArn: 'slow' },
    });
    const queries = [{ id: 'm1', metricStat, returnData: true }];
    expect(told({ kind: 'math', queries })).toMatchObject({ metrics: queries });
  });

  it('of another type with the same name is rejected', () => {
    expect(() => putAlarm(slow, compositeAlarm('slow', 'TRUE'), 'api', atMs)).toThrow(
      'The alarm slow is a metric alarm already; delete it first.',
    );
  });
});

describe('a composite alarm', () => {
  it('is evaluated when it is created', () => {
    const child = setAlarmState(slow, 'slow', { state: 'OK', reason: 'by hand' }, atMs + 1);
    const { all } = putAlarm(child, compositeAlarm('all', 'ALARM("slow")'), 'api', atMs + 2, arnOf);
    expect(all).toMatchObject({
      state: 'OK',
      stateReason: `${arnOf('all')} was created and its alarm rule evaluates to OK`,
      stateReasonData: `{"triggeringAlarms":[{"arn":"${arnOf('slow')}","state":{"value":"OK","timestamp":"2026-09-14T11:18:50.659+0000"}}]}`,
    });
    expect(all?.history.map(({ summary }) => summary)).toEqual([
      'Alarm updated from INSUFFICIENT_DATA to OK',
      'Alarm "all" created',
    ]);
  });

  it('is evaluated with its new rule when it is changed, and so are its parents', () => {
    const single = putAlarm(slow, compositeAlarm('all', 'FALSE'), 'api', atMs, arnOf);
    const before = putAlarm(single, compositeAlarm('above', 'ALARM(all)'), 'api', atMs, arnOf);
    const changed = putAlarm(before, compositeAlarm('all', 'TRUE'), 'api', atMs + 1, arnOf);
    expect(changed.all).toMatchObject({
      state: 'ALARM',
      stateReason: `${arnOf('all')} was updated and its new alarm rule evaluates to ALARM`,
    });
    expect(changed.above?.state).toBe('ALARM');
    const again = putAlarm(changed, compositeAlarm('all', 'NOT FALSE'), 'api', atMs + 2, arnOf);
    expect(again.all).toMatchObject({ stateUpdatedAtMs: atMs + 1, configurationUpdatedAtMs: atMs + 2 });
  });

  it.each([
    [
      'ALARM(nobody) OR OK(slow)',
      `Could not save the composite alarm as alarms [${arnOf('nobody')}] in the alarm rule do not exist`,
    ],
    [
      'ALARM(all)',
      'A composite alarm cannot have a child relation with itself via its AlarmRule, as it would introduce a circular dependency',
    ],
    [
      'OK(above)',
      `A composite alarm cannot have a child relation with itself via ${arnOf('above')}, as it would introduce a circular dependency`,
    ],
    [
      'OK(top)',
      `A composite alarm cannot have a child relation with itself via ${arnOf('top')}, as it would introduce a circular dependency`,
    ],
  ])('with the rule %s is refused', (rule, message) => {
    const all = putAlarm(slow, compositeAlarm('all', 'FALSE'), 'api', atMs, arnOf);
    const above = putAlarm(all, compositeAlarm('above', 'ALARM(all)'), 'api', atMs, arnOf);
    const top = putAlarm(above, compositeAlarm('top', 'ALARM(above)'), 'api', atMs, arnOf);
    expect(() => putAlarm(top, compositeAlarm('all', rule), 'api', atMs, arnOf)).toThrow(
      expect.objectContaining({ code: 'ValidationError', message }),
    );
  });
});

describe('deleting alarms', () => {
  it('removes those that exist', () => {
    const two = putAlarm(slow, metricAlarm({ alarmName: 'other' }), 'api', atMs);
    expect(Object.keys(deleteAlarms(two, ['slow', 'unknown']))).toEqual(['other']);
  });

  it('is rejected while a composite alarm depends on one of them', () => {
    const both = putAlarm(slow, compositeAlarm('all', 'ALARM(slow)'), 'api', atMs);
    expect(() => deleteAlarms(both, ['slow', 'all'])).toThrow(
      'Cannot delete slow as there are composite alarm(s) depending on it.',
    );
    expect(deleteAlarms(deleteAlarms(both, ['all']), ['slow'])).toEqual({});
  });
});

describe('setting the state of an alarm', () => {
  const scaled = putAlarm({}, metricAlarm({ alarmActions: [topic, scalingPolicy] }), 'api', atMs);
  const set = (alarms: AlarmsState, reasonData?: string) =>
    setAlarmState(alarms, 'slow', { state: 'ALARM', reason: 'by hand', reasonData }, atMs + 1).slow;
  const summaries = (record: ReturnType<typeof set>) => record?.history.map(({ summary }) => summary);
  const pending = (record: ReturnType<typeof set>) =>
    (record?.pendingActions ?? []).map(({ actionArn }) => actionArn);

  it('makes its actions pending; a scaling policy gets the datapoints of the reason', () => {
    const record = set(scaled, '{"recentDatapoints":[95,null,97]}');
    expect(record).toMatchObject({ state: 'ALARM', stateReason: 'by hand', recentDatapoints: [95, 97] });
    expect(pending(record)).toEqual([topic, scalingPolicy]);
  });

  it.each([
    [undefined, 'StateReasonData must be provided'],
    ['{"RecentDatapoints":[95]}', 'Metric data points must be provided'],
  ])('with the data %s takes no scaling action and says why', (data, error) => {
    const record = set(scaled, data);
    expect(pending(record)).toEqual([topic]);
    expect(summaries(record)?.[0]).toBe(
      `Failed to execute action ${scalingPolicy}. Received error: "${error}"`,
    );
  });

  it('to its current state changes nothing, not even the reason', () => {
    const once = setAlarmState(slow, 'slow', { state: 'ALARM', reason: 'first' }, atMs + 1);
    expect(setAlarmState(once, 'slow', { state: 'ALARM', reason: 'second' }, atMs + 2)).toBe(once);
  });

  it('updates composite alarms, even those that were set by hand', () => {
    const all = putAlarm(slow, compositeAlarm('all', 'ALARM(slow)'), 'api', atMs, arnOf);
    const forced = setAlarmState(all, 'all', { state: 'INSUFFICIENT_DATA', reason: 'by hand' }, atMs + 1);
    const after = setAlarmState(forced, 'slow', { state: 'ALARM', reason: 'by hand' }, atMs + 1838, arnOf);
    expect(after.all).toMatchObject({
      state: 'ALARM',
      stateReason: `${arnOf('slow')} transitioned to ALARM at Monday 14 September, 2026 11:18:52 UTC`,
    });
  });

  it('of an alarm that does not exist is rejected', () => {
    expect(() => setAlarmState({}, 'slow', { state: 'OK', reason: '' }, atMs)).toThrow(
      expect.objectContaining({ code: 'ResourceNotFound' }),
    );
  });

  it('does not mistake inherited properties for alarms', () => {
    expect(() => setAlarmState({}, 'constructor', { state: 'OK', reason: '' }, atMs)).toThrow();
    expect(deleteAlarms(slow, ['constructor'])).toEqual(slow);
  });
});

describe('disabling actions', () => {
  it('is an update in the history, and changes nothing if they are disabled already', () => {
    const off = setActionsEnabled(slow, ['slow', 'slow'], false, atMs + 1, arnOf);
    expect(off.slow).toMatchObject({
      definition: { actionsEnabled: false },
      configurationUpdatedAtMs: atMs + 1,
    });
    expect(off.slow?.history.map(({ summary }) => summary)).toEqual([
      'Alarm "slow" updated',
      'Alarm "slow" created',
    ]);
    expect(setActionsEnabled(off, ['slow'], false, atMs + 2)).toBe(off);
  });
});

describe('the history', () => {
  it('has the newest hundred items', () => {
    let alarms = slow;
    for (let index = 1; index <= 120; index += 1) {
      const state = index % 2 === 0 ? 'OK' : 'ALARM';
      alarms = setAlarmState(alarms, 'slow', { state, reason: String(index) }, atMs + index);
    }
    expect(alarms.slow?.history).toHaveLength(100);
    expect(alarms.slow?.history[0]?.atMs).toBe(atMs + 120);
  });
});
