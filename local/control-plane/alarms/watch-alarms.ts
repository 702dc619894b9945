import type { Fact } from '../model/fact.ts';
import type { PersistedState } from '../state/persisted-state.ts';

/**
 * Follows the state and reports which alarms are in ALARM, because they fail deployments. Alarms of no deployment are reported
 * as well: a deployment ignores alarms that are in ALARM when it begins. Assumed: AWS does not say how soon ECS learns of it.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export function alarmWatch(observe: (fact: Fact) => void): (state: PersistedState) => void {
  return ({ alarms = {} }) => {
    const inAlarm = Object.keys(alarms).filter((name) => alarms[name]?.state === 'ALARM');
    observe({ type: 'alarms', inAlarm: inAlarm.sort() });
  };
}
