import { expect, test } from 'vitest';
import { observe } from './observe/observe.ts';
import { plan } from './plan.ts';
import { busyCluster, liveTasks } from './testing/cluster-fixtures.ts';

test('deciding about one exit among 5,000 tasks costs a small part of a look at all of them', () => {
  const cluster = busyCluster(100, 50);
  const settled = plan(cluster, 1000).state;
  const taskId = liveTasks(settled)[2500]?.id ?? '';
  const exit = {
    type: 'containerExited',
    taskId,
    container: 'web',
    exitCode: 1,
    outOfMemory: false,
  } as const;
  const decide = () => plan(observe(settled, exit, 1000), 1000);
  expect(decide().effects.map((effect) => effect.type)).toEqual([
    'deregisterTarget',
    'removeTask',
    'provisionTask',
  ]);
  const look = fastest(() => JSON.stringify(settled.tasks));
  expect(fastest(decide)).toBeLessThan(look);
});

/** Milliseconds of the fastest of some runs: the others were disturbed. */
function fastest(work: () => unknown): number {
  const times = Array.from({ length: 20 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}
