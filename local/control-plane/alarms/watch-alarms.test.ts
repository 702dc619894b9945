import { expect, it } from 'vitest';
import { putAlarm, setAlarmState } from '../../cloudwatch/alarms/put-alarm.ts';
import { metricAlarm } from '../../cloudwatch/alarms/testing/example-alarms.ts';
import type { Fact } from '../model/fact.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { alarmWatch } from './watch-alarms.ts';

const cluster = emptyCluster({ clusterName: 'c', region: 'ap-southeast-1', accountId: '000000000000' });

it('deployments are told the names of all alarms that are in ALARM', () => {
  const facts: Fact[] = [];
  const follow = alarmWatch((fact) => facts.push(fact));
  follow({ cluster });
  const put = ['c', 'a', 'b'].reduce(
    (alarms, alarmName) => putAlarm(alarms, metricAlarm({ alarmName }), 'api', 0),
    {},
  );
  const raised = ['c', 'a'].reduce(
    (alarms, name) => setAlarmState(alarms, name, { state: 'ALARM', reason: '' }, 1),
    put,
  );
  follow({ cluster, alarms: setAlarmState(raised, 'b', { state: 'OK', reason: '' }, 1) });
  expect(facts).toEqual([
    { type: 'alarms', inAlarm: [] },
    { type: 'alarms', inAlarm: ['a', 'c'] },
  ]);
});
