import { expect, test } from 'vitest';
import type { ContainerState, TargetState } from '../../model/cluster-state.ts';
import { container, healthCheck } from '../testing/cluster-fixtures.ts';
import {
  runningContainer,
  runningTask,
  targetState,
  taskContext,
  taskState,
} from '../testing/task-fixtures.ts';
import { healthOf, taskHealth } from './task-health.ts';

const checked = { containerDefinitions: [container({ healthCheck })] };
const pending = { kind: 'pending' };
const steady = { kind: 'steady' };

function health(
  options: {
    target?: Partial<TargetState>;
    health?: ContainerState['healthStatus'];
    graceSeconds?: number;
    now?: number;
  } = {},
) {
  const task = runningTask({
    containers: [runningContainer(options.health === undefined ? {} : { healthStatus: options.health })],
    targets: options.target === undefined ? [] : [targetState(options.target)],
  });
  const context = taskContext(options.health === undefined ? {} : checked, options.now ?? 1000);
  return healthOf(task, { healthCheckGracePeriodSeconds: options.graceSeconds ?? 0 }, context);
}

test('a task that is not RUNNING yet is pending', () => {
  const service = { healthCheckGracePeriodSeconds: 0 };
  expect(healthOf(taskState(), service, taskContext())).toEqual(pending);
  const activating = runningTask({ lastStatus: 'ACTIVATING' });
  expect(healthOf(activating, service, taskContext({}, 90_000))).toEqual(pending);
});

test('with neither a load balancer nor a health check, a task is steady 40 s after it is RUNNING', () => {
  expect(health({ now: 39_999 })).toEqual({ kind: 'pending', dueAt: 40_000 });
  expect(health({ now: 40_000 })).toEqual(steady);
});

test('with a load balancer a task is steady once its target is healthy', () => {
  expect(health({ target: { state: 'initial' }, now: 90_000 })).toEqual(pending);
  expect(health({ target: { state: 'healthy' }, now: 0 })).toEqual(steady);
});

test('with a health check a task is steady once it passes', () => {
  expect(health({ health: 'UNKNOWN', now: 90_000 })).toEqual(pending);
  expect(health({ health: 'HEALTHY', now: 0 })).toEqual(steady);
});

test('with both, a task is steady once both pass', () => {
  expect(health({ health: 'UNKNOWN', target: { state: 'healthy' } })).toEqual(pending);
  expect(health({ health: 'HEALTHY', target: { state: 'initial' } })).toEqual(pending);
  expect(health({ health: 'HEALTHY', target: { state: 'healthy' } })).toEqual(steady);
});

test('a failed check of the target or the container makes a task unhealthy', () => {
  const target = { state: 'unhealthy', description: 'Health checks failed with these codes: [502]' } as const;
  expect(health({ target })).toEqual({
    kind: 'unhealthy',
    cause: {
      kind: 'target',
      targetGroup: 'WebTargets',
      port: 3000,
      reason: 'Health checks failed with these codes: [502]',
    },
  });
  expect(health({ target: { state: 'unhealthy' } })).toMatchObject({
    cause: { reason: 'Health checks failed' },
  });
  expect(health({ health: 'UNHEALTHY' })).toEqual({ kind: 'unhealthy', cause: { kind: 'container' } });
});

test('failed checks are ignored during the grace period', () => {
  const target = { state: 'unhealthy' } as const;
  expect(health({ target, graceSeconds: 60, now: 59_999 })).toEqual({ kind: 'pending', dueAt: 60_000 });
  expect(health({ target, graceSeconds: 60, now: 60_000 }).kind).toBe('unhealthy');
  expect(health({ health: 'UNHEALTHY', graceSeconds: 60, now: 10 }).kind).toBe('pending');
});

test('a time scale shortens the grace period', () => {
  const task = runningTask({ targets: [targetState({ state: 'unhealthy' })] });
  const service = { healthCheckGracePeriodSeconds: 60 };
  const at = (now: number) => healthOf(task, service, taskContext({}, now), { timeScale: 10 });
  expect(at(5999)).toEqual({ kind: 'pending', dueAt: 6000 });
  expect(at(6000).kind).toBe('unhealthy');
});

test('a cap shortens a longer grace period, and leaves a shorter one', () => {
  const task = runningTask({ targets: [targetState({ state: 'unhealthy' })] });
  const at = (healthCheckGracePeriodSeconds: number) =>
    healthOf(task, { healthCheckGracePeriodSeconds }, taskContext({}, 0), { longestGraceSeconds: 20 });
  expect(at(180)).toEqual({ kind: 'pending', dueAt: 20_000 });
  expect(at(10)).toEqual({ kind: 'pending', dueAt: 10_000 });
});

test("a task's health is that of its essential containers with a health check", () => {
  const context = taskContext({
    containerDefinitions: [
      container({ healthCheck }),
      container({ name: 'second', healthCheck }),
      container({ name: 'helper', essential: false, healthCheck }),
      container({ name: 'unchecked' }),
    ],
  });
  const health = (web: ContainerState['healthStatus'], second: ContainerState['healthStatus']) =>
    taskHealth(
      runningTask({
        containers: [
          runningContainer({ healthStatus: web }),
          runningContainer({ name: 'second', healthStatus: second }),
          runningContainer({ name: 'helper', healthStatus: 'UNHEALTHY' }),
          runningContainer({ name: 'unchecked' }),
        ],
      }),
      context,
    );
  expect(health('HEALTHY', 'HEALTHY')).toBe('HEALTHY');
  expect(health('HEALTHY', 'UNKNOWN')).toBe('UNKNOWN');
  expect(health('UNHEALTHY', 'UNKNOWN')).toBe('UNHEALTHY');
  expect(taskHealth(runningTask(), taskContext())).toBe('UNKNOWN');
});
