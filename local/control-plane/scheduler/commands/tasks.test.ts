import { expect, test } from 'vitest';
import {
  accepted,
  clusterWith,
  container,
  liveTasks,
  oblige,
  steadyCluster,
} from '../testing/cluster-fixtures.ts';
import { runTask, stopTask } from './tasks.ts';

const refusal = (outcome: ReturnType<typeof runTask> | ReturnType<typeof stopTask>) =>
  outcome.ok ? undefined : `${outcome.error.code}: ${outcome.error.message}`;

const taskRoleArn = 'arn:aws:iam::000000000000:role/web';

test('ECS Exec takes a task definition with a role', () => {
  const outcome = runTask(clusterWith(), { taskDefinition: 'web', enableExecuteCommand: true }, 7);
  expect(refusal(outcome)).toMatch(
    /^InvalidParameterException: The execute command failed because a valid task role is not being used\./,
  );
});

test('one-off tasks carry what they were asked for', () => {
  const overrides = { containerOverrides: [{ name: 'web', command: ['bin/rails', 'db:migrate'] }] };
  const input = {
    taskDefinition: 'web',
    count: 2,
    startedBy: 'migrate',
    overrides,
    enableExecuteCommand: true,
    tags: { a: 'b' },
  };
  const outcome = runTask(clusterWith({}, { taskRoleArn }), input, 7);
  if (!outcome.ok) throw new Error('refused');
  const [first, second] = outcome.tasks;
  expect(first).toEqual({
    id: first?.id,
    group: 'family:web',
    startedBy: 'migrate',
    taskDefinition: 'arn:aws:ecs:ap-southeast-1:000000000000:task-definition/web:1',
    desiredStatus: 'RUNNING',
    lastStatus: 'PROVISIONING',
    createdAt: 7,
    containers: [{ name: 'web', lastStatus: 'PENDING', startRequested: false, healthStatus: 'UNKNOWN' }],
    targets: [],
    overrides,
    interactive: false,
    enableExecuteCommand: true,
    tags: { a: 'b' },
  });
  expect(second).toEqual({ ...first, id: second?.id });
  expect(second?.id).not.toBe(first?.id);
  expect(outcome.state.tasks).toEqual({ [first?.id ?? '']: first, [second?.id ?? '']: second });
});

test('one of several containers can be overridden', () => {
  const containerDefinitions = [container(), container({ name: 'sidecar' })];
  const overrides = { containerOverrides: [{ name: 'sidecar', command: ['true'] }] };
  const state = clusterWith({}, { containerDefinitions });
  expect(runTask(state, { taskDefinition: 'web', overrides }, 0).ok).toBe(true);
});

test('one task of a group of its own is run when nothing else is said', () => {
  const outcome = runTask(clusterWith(), { taskDefinition: 'web', group: 'nightly' }, 7);
  expect(outcome.ok && outcome.tasks).toMatchObject([
    {
      group: 'nightly',
      startedBy: '',
      overrides: { containerOverrides: [] },
      interactive: false,
      enableExecuteCommand: false,
      tags: {},
    },
  ]);
});

test('what cannot be run is refused', () => {
  const state = clusterWith();
  const run = (changes: object) => refusal(runTask(state, { taskDefinition: 'web', ...changes }, 0));
  expect([
    run({ count: 0 }),
    run({ count: 11 }),
    run({ count: 1.5 }),
    run({ taskDefinition: 'other' }),
    run({ overrides: { containerOverrides: [{ name: 'web' }, { name: 'other' }] } }),
    run({ count: 10 }),
  ]).toEqual([
    'InvalidParameterException: Count must be between 1 and 10, not 0.',
    'InvalidParameterException: Count must be between 1 and 10, not 11.',
    'InvalidParameterException: Count must be between 1 and 10, not 1.5.',
    'ClientException: TaskDefinition not found.',
    'InvalidParameterException: Override for container named other is not a container in the TaskDefinition.',
    undefined,
  ]);
});

test('a task that the user stops says so, and its service starts another', () => {
  const steady = steadyCluster();
  const [task] = liveTasks(steady);
  const stopped = accepted(stopTask(steady, { task: task?.id ?? '' }, 60_000));
  expect(stopped.tasks[task?.id ?? '']).toEqual({
    ...task,
    desiredStatus: 'STOPPED',
    stopCode: 'UserInitiated',
    stoppedReason: 'Task stopped by user',
    stoppingAt: 60_000,
  });
  expect(liveTasks(oblige(stopped, 60_000))).toHaveLength(2);
  const explained = accepted(stopTask(steady, { task: task?.id ?? '', reason: 'drill' }, 60_000));
  expect(explained.tasks[task?.id ?? '']?.stoppedReason).toBe('drill');
});

test('a task that is stopping already stays as it is, and one that is not there is refused', () => {
  const steady = steadyCluster();
  const task = liveTasks(steady)[0]?.id ?? '';
  const stopped = accepted(stopTask(steady, { task }, 60_000));
  expect(accepted(stopTask(stopped, { task, reason: 'again' }, 70_000))).toBe(stopped);
  expect(refusal(stopTask(steady, { task: 'x' }, 0))).toBe(
    'InvalidParameterException: The referenced task was not found.',
  );
});
