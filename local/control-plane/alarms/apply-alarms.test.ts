import { describe, expect, it } from 'vitest';
import { putAlarm, setAlarmState } from '../../cloudwatch/alarms/put-alarm.ts';
import { compositeAlarm, metricAlarm } from '../../cloudwatch/alarms/testing/example-alarms.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { applyDefinedAlarms } from './apply-alarms.ts';

const cluster = emptyCluster({ clusterName: 'c', region: 'ap-southeast-1', accountId: '000000000000' });
const alarm = (alarmName: string, threshold = 50) => ({
  ...metricAlarm({ alarmName, threshold }),
  logicalId: alarmName,
});
const composite = (alarmName: string, rule: string) => ({
  ...compositeAlarm(alarmName, rule),
  logicalId: alarmName,
});
const released = (...alarms: Parameters<typeof applyDefinedAlarms>[1]['alarms']) =>
  applyDefinedAlarms({ cluster }, { alarms }, 1);
const names = ({ alarms = {} }: PersistedState) => Object.keys(alarms).sort();

describe('a release', () => {
  it('creates the alarms of the template, composite alarms after those in their rules', () => {
    const state = released(composite('top', 'ALARM(all)'), composite('all', 'OK(a)'), alarm('a'));
    expect(names(state)).toEqual(['a', 'all', 'top']);
    expect(state.alarms?.all).toMatchObject({
      ...{ owner: 'template', state: 'OK' },
      stateReason:
        'arn:aws:cloudwatch:ap-southeast-1:000000000000:alarm:all was created and its alarm rule evaluates to OK',
    });
    expect(state.alarms?.a?.definition).toEqual(metricAlarm({ alarmName: 'a' }));
  });

  it('of the same template changes nothing', () => {
    const state = released(alarm('a'), composite('all', 'ALARM(a)'));
    const again = applyDefinedAlarms(state, { alarms: [alarm('a'), composite('all', 'ALARM(a)')] }, 2);
    expect(again).toBe(state);
  });

  it('updates alarms that the template changes, and keeps their states', () => {
    const { alarms = {} } = released(alarm('a'));
    const raised = setAlarmState(alarms, 'a', { state: 'ALARM', reason: 'by hand' }, 2);
    const state = applyDefinedAlarms({ cluster, alarms: raised }, { alarms: [alarm('a', 70)] }, 3);
    expect(state.alarms?.a).toMatchObject({
      ...{ state: 'ALARM', configurationUpdatedAtMs: 3, definition: { threshold: 70 } },
    });
  });

  it('deletes alarms that the template no longer has, and leaves other alarms alone', () => {
    const { alarms = {} } = released(alarm('a'), composite('all', 'ALARM(a)'), alarm('b'));
    const ofApi = putAlarm(alarms, metricAlarm({ alarmName: 'mine' }), 'api', 2);
    const ofPolicy = putAlarm(ofApi, metricAlarm({ alarmName: 'high' }), 'scaling-policy', 2);
    const state = applyDefinedAlarms({ cluster, alarms: ofPolicy }, { alarms: [alarm('b')] }, 3);
    expect(names(state)).toEqual(['b', 'high', 'mine']);
  });

  it('keeps an alarm that a composite alarm created through the API depends on', () => {
    const { alarms = {} } = released(alarm('a'));
    const needed = putAlarm(alarms, compositeAlarm('mine', 'ALARM(a)'), 'api', 2);
    expect(names(applyDefinedAlarms({ cluster, alarms: needed }, { alarms: [] }, 3))).toEqual(['a', 'mine']);
  });

  it('with a rule that names an unknown alarm is rejected', () => {
    expect(() => released(composite('all', 'ALARM(nobody)'))).toThrow(
      'nobody] in the alarm rule do not exist',
    );
  });

  it('with circular rules is rejected', () => {
    expect(() => released(composite('x', 'ALARM(y)'), composite('y', 'ALARM(x)'))).toThrow('do not exist');
  });
});
