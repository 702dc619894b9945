import { expect, test } from 'vitest';
import type { AssessedTask } from '../observe/assessed-task.ts';
import type { TaskHealth } from '../task/task-health.ts';
import { targetGroup, taskDefinition } from '../testing/cluster-fixtures.ts';
import { deployment, saidBy, serviceWith, testWorld } from '../testing/service-fixtures.ts';
import { runningTask } from '../testing/task-fixtures.ts';
import { carryOut } from './deployment-actions.ts';

const revision = {
  arn: 'web:1',
  family: 'web',
  revision: 1,
  status: 'ACTIVE',
  registeredAt: 0,
  content: taskDefinition(),
} as const;

const world = () => testWorld({ taskDefinitions: { 'web:1': revision } });
const service = serviceWith([deployment('new'), deployment('old', { status: 'ACTIVE' })], {
  steady: true,
  stalled: true,
});
const still = { starts: 0, stops: [], isStalled: false, held: [] };

const assessed = (id: string, deploymentId: string, health: TaskHealth): AssessedTask => ({
  task: runningTask({ id, deploymentId }),
  health,
  isCurrent: deploymentId === 'new',
});
const ailing: TaskHealth = { kind: 'unhealthy', cause: { kind: 'container' } };
const unreached: TaskHealth = {
  kind: 'unhealthy',
  cause: { kind: 'target', targetGroup: 'WebTargets', port: 3000, reason: 'Request timed out' },
};

test('tasks are started for the PRIMARY deployment, which is neither steady nor stalled then', () => {
  const { service: after, tasks } = carryOut({ service, tasks: [] }, { ...still, starts: 2 }, world());
  expect(tasks.map((task) => [task.deploymentId, task.taskDefinition, task.createdAt])).toEqual([
    ['new', 'web:1', 1000],
    ['new', 'web:1', 1000],
  ]);
  expect(after).toMatchObject({ steady: false, stalled: false });
  expect(saidBy(after)).toEqual([`has started 2 tasks: (task ${tasks[0]?.id}) (task ${tasks[1]?.id}).`]);
});

test('of a revision that is not known nothing is started', () => {
  const snapshot = { service, tasks: [] };
  expect(carryOut(snapshot, { ...still, starts: 2 }, testWorld())).toBe(snapshot);
  const none = { service: serviceWith([]), tasks: [] };
  expect(carryOut(none, { ...still, starts: 2 }, world())).toBe(none);
});

test('only unhealthy tasks of the PRIMARY deployment count as failed when they are stopped', () => {
  const stops = [
    assessed('a', 'new', ailing),
    assessed('b', 'new', unreached),
    assessed('c', 'new', { kind: 'pending' }),
    assessed('d', 'new', { kind: 'steady' }),
    assessed('e', 'old', ailing),
  ];
  const kept = runningTask({ id: 'f' });
  const tasks = [...stops.map((stop) => stop.task), kept];
  const after = carryOut({ service, tasks }, { ...still, stops }, world());
  expect(after.service.deployments.map((one) => one.failedTasks)).toEqual([2, 0]);
  expect(after.tasks.at(-1)).toBe(kept);
  const scaling = 'Scaling activity initiated by (deployment new)';
  expect(after.tasks.slice(0, -1).map((task) => task.stoppedReason)).toEqual([
    'Task failed container health checks',
    `Task failed ELB health checks in (target-group ${targetGroup().arn})`,
    scaling,
    scaling,
    'Task failed container health checks',
  ]);
  expect(after.tasks[0]).toMatchObject({
    desiredStatus: 'STOPPED',
    stopCode: 'ServiceSchedulerInitiated',
    stoppingAt: 1000,
  });
});

test('a stall is said once', () => {
  const roomless = { ...still, isStalled: true };
  const first = carryOut({ service: { ...service, stalled: false }, tasks: [] }, roomless, world());
  expect(first.service.stalled).toBe(true);
  expect(saidBy(first.service)).toEqual([
    expect.stringContaining('was unable to stop or start tasks during a deployment'),
  ]);
  expect(carryOut(first, roomless, world())).toBe(first);
  expect(carryOut(first, still, world())).toBe(first);
});

const keepers = [
  runningTask({ id: 'a', deploymentId: 'old', protectedUntil: 9e9 }),
  runningTask({ id: 'b', deploymentId: 'old', protectedUntil: 9e9 }),
  runningTask({ id: 'c', deploymentId: 'new', protectedUntil: 9e9 }),
  runningTask({ id: 'd', deploymentId: 'new' }),
];

test('the event that protected tasks hold up a deployment is added once each time', () => {
  const held = { ...still, held: ['old'] };
  const first = carryOut({ service, tasks: keepers }, held, world());
  expect(first.service.heldByProtection).toEqual(['old']);
  const text =
    'was unable to reach steady state because (taskSet old) was unable to scale in due to (reason 2 tasks under protection)';
  expect(saidBy(first.service)).toEqual([text]);
  expect(carryOut(first, held, world())).toBe(first);
  const over = carryOut(first, still, world());
  expect(over.service).not.toHaveProperty('heldByProtection');
  expect(saidBy(carryOut(over, held, world()).service)).toEqual([text, text]);
});

test('the event that protected tasks hold up a scale-in names the task set of the PRIMARY deployment', () => {
  const after = carryOut({ service, tasks: keepers }, { ...still, held: ['new', 'old'] }, world());
  expect(saidBy(after.service)[0]).toBe(
    '(service web, taskSet new) was unable to scale in due to (reason 1 tasks under protection)',
  );
  expect(after.service.events).toHaveLength(2);
});
