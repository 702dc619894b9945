import { expect, test } from 'vitest';
import { createScheduler } from './planning.ts';
import { liveTasks, steadyCluster } from './scheduler/testing/cluster-fixtures.ts';

const minute = 60_000;

test('the time scale and the longest grace apply to each plan, including the first one after a start', () => {
  const steady = steadyCluster({ healthCheckGracePeriodSeconds: 600 });
  const taskId = liveTasks(steady)[0]?.id ?? '';
  const { observe } = createScheduler();
  const fact = { type: 'targetHealth', taskId, targetGroup: 'WebTargets', state: 'unhealthy' } as const;
  const ailing = observe(steady, fact, minute);
  const effects = (pace?: Parameters<typeof createScheduler>[0]) => {
    const { plan, recover } = createScheduler(pace);
    return [plan, recover].map((decide) => decide({ ...ailing }, minute).effects.length);
  };
  expect(effects()).toEqual([0, 0]);
  expect(effects({ timeScale: 10 })).toEqual([1, 1]);
  expect(effects({ longestGraceSeconds: 45 })).toEqual([1, 1]);
});
