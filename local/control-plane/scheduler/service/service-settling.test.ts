import { expect, test } from 'vitest';
import type { ServiceState, TaskState, TaskStatus } from '../../model/cluster-state.ts';
import type { AssessedTask } from '../observe/assessed-task.ts';
import { deployment, saidBy, serviceWith, testWorld } from '../testing/service-fixtures.ts';
import { runningTask } from '../testing/task-fixtures.ts';
import { settle } from './service-settling.ts';

const own = (id: string, changes: Partial<TaskState> = {}): TaskState =>
  runningTask({ id, deploymentId: 'new', ...changes });
const old = (
  id: string,
  lastStatus: TaskStatus,
  desiredStatus: 'RUNNING' | 'STOPPED' = 'STOPPED',
): TaskState => runningTask({ id, deploymentId: 'old', lastStatus, desiredStatus });

const assessed = (
  tasks: readonly TaskState[],
  kind: 'steady' | 'pending' = 'steady',
): readonly AssessedTask[] =>
  tasks
    .filter((task) => task.desiredStatus === 'RUNNING')
    .map((task) => ({ task, health: { kind }, isCurrent: task.deploymentId === 'new' }));

const settled = (service: ServiceState, tasks: readonly TaskState[], kind?: 'steady' | 'pending') =>
  settle({ service, tasks }, assessed(tasks, kind), testWorld());

const primary = deployment('new');
const before = deployment('old', { status: 'ACTIVE', rolloutState: 'COMPLETED', completedAt: 5 });
const both = [own('a'), own('b')];

test('a deployment whose tasks are all healthy is completed, and the service steady', () => {
  const after = settled(serviceWith([primary]), both);
  expect(after.deployments).toEqual([
    {
      ...primary,
      rolloutState: 'COMPLETED',
      rolloutStateReason: 'ECS deployment new completed.',
      completedAt: 1000,
      updatedAt: 1000,
    },
  ]);
  expect(after.steady).toBe(true);
  expect(saidBy(after)).toEqual(['(deployment new) deployment completed.', 'has reached a steady state.']);
});

test('too few, too many, pending or draining tasks keep it in progress', () => {
  const service = serviceWith([primary], { steady: false });
  const draining = own('c', { desiredStatus: 'STOPPED', lastStatus: 'DEACTIVATING' });
  expect(settled(service, [own('a')])).toBe(service);
  expect(settled(service, [...both, own('c')])).toBe(service);
  expect(settled(service, both, 'pending')).toBe(service);
  expect(settled(service, [...both, draining])).toBe(service);
  const gone = own('c', { desiredStatus: 'STOPPED', lastStatus: 'STOPPING' });
  expect(settled(service, [...both, gone]).steady).toBe(true);
});

test('a rollback that completes is written into what failed', () => {
  const failed = deployment('bad', {
    status: 'INACTIVE',
    rolloutState: 'FAILED',
    rollback: { to: 'new', state: 'IN_PROGRESS' },
  });
  const rollback = { ...primary, rollbackOf: 'bad' };
  const after = settled(serviceWith([rollback], { history: [failed] }), both);
  expect(after.history[0]?.rollback).toEqual({ to: 'new', state: 'SUCCESSFUL' });
});

test('a steady service that loses a task is not steady, and steady again without a new completion', () => {
  const completed = { ...primary, rolloutState: 'COMPLETED', completedAt: 7 } as const;
  const steady = serviceWith([completed], { steady: true });
  expect(settled(steady, both)).toBe(steady);
  const shaken = settled(steady, [own('a')]);
  expect(shaken).toEqual({ ...steady, steady: false });
  expect(settled(shaken, [own('a')])).toBe(shaken);
  expect(saidBy(settled(shaken, both))).toEqual(['has reached a steady state.']);
});

test('a failed deployment is never called steady', () => {
  const service = serviceWith([{ ...primary, rolloutState: 'FAILED' }], { steady: false });
  expect(settled(service, both)).toBe(service);
});

test("an earlier deployment's desired count is that of its tasks that are meant to run", () => {
  const service = serviceWith([primary, before], { steady: false });
  const tasks = [own('a'), old('b', 'RUNNING', 'RUNNING'), old('c', 'DEACTIVATING')];
  expect(settled(service, tasks)).toEqual({
    ...service,
    deployments: [primary, { ...before, desiredCount: 1 }],
    history: [],
  });
  const known = serviceWith([primary, { ...before, desiredCount: 1 }], { steady: false });
  expect(settled(known, tasks)).toBe(known);
  expect(settled(known, [old('b', 'RUNNING', 'RUNNING')]).deployments[0]?.desiredCount).toBe(2);
});

test('an earlier deployment lasts until the last of its tasks has been drained', () => {
  const service = serviceWith([primary, { ...before, desiredCount: 0 }], { steady: false });
  for (const status of ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING', 'DEACTIVATING'] as const) {
    expect(settled(service, [...both, old('c', status)])).toBe(service);
  }
  for (const status of ['STOPPING', 'DEPROVISIONING', 'STOPPED'] as const) {
    const after = settled(service, [...both, old('c', status)]);
    expect(after.deployments.map((one) => [one.id, one.rolloutState])).toEqual([['new', 'COMPLETED']]);
    expect(after.history).toEqual([{ ...before, status: 'INACTIVE', desiredCount: 0, updatedAt: 1000 }]);
  }
});

test('one earlier deployment may end while another lasts', () => {
  const service = serviceWith([primary, deployment('mid', { status: 'ACTIVE' }), before]);
  const after = settled(service, [own('a'), old('b', 'RUNNING', 'RUNNING')]);
  expect(after.deployments.map((one) => one.id)).toEqual(['new', 'old']);
  expect(after.history.map((one) => one.id)).toEqual(['mid']);
});

test('of ended deployments the newest 20 are kept, and always the one that completed last', () => {
  const failures = Array.from({ length: 20 }, (_, index) => deployment(`f${index}`));
  const good = [
    deployment('good', { rolloutState: 'COMPLETED', completedAt: 9 }),
    deployment('older', { rolloutState: 'COMPLETED', completedAt: 3 }),
  ];
  const ended = deployment('mid', { status: 'ACTIVE' });
  const ids = (history: readonly ReturnType<typeof deployment>[]) =>
    settled(serviceWith([primary, ended], { history }), both).history.map((one) => one.id);
  const newest = failures.map((one) => one.id);
  expect(ids(failures)).toEqual(['mid', ...newest.slice(0, 19)]);
  expect(ids([...failures, ...good])).toEqual(['mid', ...newest.slice(0, 18), 'good']);
  expect(ids([...good, ...failures])).toEqual(['mid', 'good', 'older', ...newest.slice(0, 17)]);
});

test('a service that drains is INACTIVE once none of its tasks is before its stop', () => {
  const service = serviceWith([primary], { status: 'DRAINING', desiredCount: 0, steady: true });
  const [draining, gone] = [old('a', 'DEACTIVATING'), old('b', 'STOPPED')];
  expect(settled(service, [draining, gone])).toBe(service);
  const after = settled(service, [gone]);
  expect(after).toEqual({
    ...service,
    status: 'INACTIVE',
    steady: false,
    deployments: [],
    history: [{ ...primary, status: 'INACTIVE', desiredCount: 0, updatedAt: 1000 }],
  });
  expect(settled(after, [gone])).toBe(after);
});

test('an INACTIVE service stays as it is', () => {
  const service = serviceWith([], { status: 'INACTIVE', desiredCount: 0, steady: true });
  expect(settled(service, [])).toBe(service);
});
