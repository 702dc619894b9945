import { expect, test } from 'vitest';
import { actOnActions } from '../../scaling/decide-scaling.ts';
import {
  cpuPolicy,
  evaluated,
  scaledStore,
  start,
  webId,
  withPolicies,
} from '../../scaling/testing/scaled-store.ts';
import { toldDecisions } from './told-decisions.ts';

test('decisions are told with their time, what was seen, and the answer of each policy', () => {
  const { state, actions } = evaluated(withPolicies(scaledStore(10), cpuPolicy()), { cpu: 100 });
  const acted = actOnActions(state, actions, { nowMs: start, timeScale: 1 });
  expect(toldDecisions(acted)).toMatchObject({
    decisions: [
      {
        ...{ resourceId: webId, atMs: start, runningCount: 10, desiredCount: 10, isDeploying: false },
        verdicts: [{ policyName: 'cpu', asked: 15, reason: { code: 'AlreadyAtMaxCapacity' } }],
        alarms: [{ state: 'ALARM', value: 100 }, { state: 'OK' }],
      },
    ],
  });
  expect(toldDecisions({ cluster: state.cluster })).toEqual({ decisions: [] });
});
