import { expect, test } from 'vitest';
import type { TaskState } from '../../model/cluster-state.ts';
import { serviceGroup } from '../../model/task-group.ts';
import { clusterWith } from '../testing/cluster-fixtures.ts';
import { runningTask } from '../testing/task-fixtures.ts';
import { groupTasks, serviceOf } from './task-groups.ts';

const hourMs = 3_600_000;
const state = (tasks: readonly TaskState[]) => ({
  ...clusterWith(),
  tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
});
const stopped = (id: string, stoppedAt: number) => runningTask({ id, lastStatus: 'STOPPED', stoppedAt });

test('tasks are grouped, but for those that stopped an hour ago', () => {
  const [one, two] = [runningTask({ id: '1' }), stopped('2', 2000)];
  const other = runningTask({ id: '3', group: 'family:web' });
  const cluster = state([one, two, other, stopped('4', 1000), stopped('5', 5000)]);
  const groups = groupTasks(cluster, hourMs + 1000);
  expect([...groups.byGroup]).toEqual([
    ['service:web', [one, two, cluster.tasks['5']]],
    ['family:web', [other]],
  ]);
  expect(groups.forgotten).toEqual(['4']);
  expect(groups.dueAt).toBe(hourMs + 2000);
  expect(groupTasks(state([one]), 0).dueAt).toBeUndefined();
});

test('a group is of a service, or of none', () => {
  const cluster = clusterWith();
  expect(serviceOf(serviceGroup('web'), cluster)).toBe(cluster.services.web);
  expect(serviceOf(serviceGroup('other'), cluster)).toBeUndefined();
  expect(serviceOf('xxxxxxx:web', cluster)).toBeUndefined();
});
