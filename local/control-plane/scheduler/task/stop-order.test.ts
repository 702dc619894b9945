import { expect, test } from 'vitest';
import type { DeploymentState } from '../../model/cluster-state.ts';
import type { AssessedTask } from '../observe/assessed-task.ts';
import { clusterWith, serviceNamed } from '../testing/cluster-fixtures.ts';
import { runningTask } from '../testing/task-fixtures.ts';
import { firstToStop } from './stop-order.ts';
import type { TaskHealth } from './task-health.ts';

const unhealthy: TaskHealth = { kind: 'unhealthy', cause: { kind: 'container' } };

const assessed = (id: string, deploymentId: string, health: TaskHealth, createdAt: number): AssessedTask => ({
  task: runningTask({ id, deploymentId, createdAt }),
  health,
  isCurrent: deploymentId === 'd3',
});

const service = {
  ...serviceNamed(clusterWith()),
  deployments: ['d3', 'd2', 'd1'].map((id) => ({ id }) as DeploymentState),
};

const tasks = [
  assessed('steady-new', 'd3', { kind: 'steady' }, 9),
  assessed('steady-old', 'd3', { kind: 'steady' }, 8),
  assessed('pending-new', 'd3', { kind: 'pending' }, 7),
  assessed('pending-old', 'd3', { kind: 'pending' }, 6),
  assessed('unhealthy-new', 'd3', unhealthy, 5),
  assessed('unhealthy-old', 'd3', unhealthy, 4),
  assessed('middle', 'd2', { kind: 'steady' }, 3),
  assessed('first', 'd1', { kind: 'steady' }, 2),
  assessed('stray', 'd0', { kind: 'steady' }, 1),
];

const ids = (count: number, from = tasks) => firstToStop(from, count, service).map((one) => one.task.id);

test('tasks of the oldest deployment stop first, then unhealthy tasks by age, then the newest tasks', () => {
  const order = [
    'stray',
    'first',
    'middle',
    'unhealthy-old',
    'unhealthy-new',
    'pending-new',
    'pending-old',
    'steady-new',
    'steady-old',
  ];
  expect(ids(9)).toEqual(order);
  expect(ids(9, [...tasks].reverse())).toEqual(order);
});

test('only as many as asked for are taken', () => {
  expect(ids(2)).toEqual(['stray', 'first']);
  expect(ids(0)).toEqual([]);
  expect(ids(-1)).toEqual([]);
});

test('tasks of the same age are taken in the order of their ids', () => {
  const twins = ['b', 'a', 'c'].map((id) => assessed(id, 'd3', { kind: 'steady' }, 1));
  expect(ids(3, twins)).toEqual(['a', 'b', 'c']);
});

test('tasks that do not run yet stop before those that are not healthy yet', () => {
  const waiting = assessed('not-healthy-yet', 'd3', { kind: 'pending' }, 9);
  const starting = assessed('not-running-yet', 'd3', { kind: 'pending' }, 1);
  const task = { ...starting.task, lastStatus: 'PENDING' as const };
  expect(ids(2, [waiting, { ...starting, task }])).toEqual(['not-running-yet', 'not-healthy-yet']);
});
