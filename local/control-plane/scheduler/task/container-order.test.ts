import { expect, test } from 'vitest';
import type { ContainerDependency } from '../../../../definition/model/ecs.ts';
import type { ContainerState } from '../../model/cluster-state.ts';
import { container, taskDefinition } from '../testing/cluster-fixtures.ts';
import { containerState, runningContainer, taskState } from '../testing/task-fixtures.ts';
import { mayStop, readinessToStart } from './container-order.ts';
import { shapeOf } from './task-definition-shape.ts';

type Condition = ContainerDependency['condition'];

function readiness(
  condition: Condition,
  first: Partial<ContainerState>,
  now = 1000,
  startTimeoutSeconds?: number,
) {
  const web = container({ dependsOn: [{ containerName: 'first', condition }] });
  const timeout = startTimeoutSeconds === undefined ? {} : { startTimeoutSeconds };
  const other = container({ name: 'first', essential: false, ...timeout });
  const shape = shapeOf(taskDefinition({ containerDefinitions: [web, other] }));
  const task = taskState({ containers: [containerState(), containerState({ name: 'first', ...first })] });
  return readinessToStart(task, web, shape, now);
}

const running = { lastStatus: 'RUNNING', startRequested: true, startedAt: 500 } as const;
const ready = { kind: 'ready' };
const waiting = { kind: 'waiting' };
const waitingUntilTimeout = { kind: 'waiting', until: 180_500 };
const never = (what: string) => ({ kind: 'never', reason: `dependency first ${what}` });

test('a container without dependencies is ready', () => {
  const shape = shapeOf(taskDefinition());
  expect(readinessToStart(taskState(), container(), shape, 0)).toEqual(ready);
});

test('START waits until the other has started', () => {
  expect(readiness('START', {})).toEqual(waiting);
  expect(readiness('START', running)).toEqual(ready);
  expect(readiness('START', { lastStatus: 'STOPPED' })).toEqual(ready);
});

test('COMPLETE waits until the other has ended, however it ended', () => {
  expect(readiness('COMPLETE', {})).toEqual(waiting);
  expect(readiness('COMPLETE', running)).toEqual(waitingUntilTimeout);
  expect(readiness('COMPLETE', { lastStatus: 'STOPPED', exitCode: 3 })).toEqual(ready);
});

test('SUCCESS asks for exit code 0', () => {
  expect(readiness('SUCCESS', running)).toEqual(waitingUntilTimeout);
  expect(readiness('SUCCESS', { lastStatus: 'STOPPED', exitCode: 0 })).toEqual(ready);
  expect(readiness('SUCCESS', { lastStatus: 'STOPPED', exitCode: 1 })).toEqual(
    never('stopped before and cannot become SUCCESS'),
  );
  expect(readiness('SUCCESS', { lastStatus: 'STOPPED' })).toEqual(
    never('stopped before and cannot become SUCCESS'),
  );
});

test('HEALTHY waits for the health check of the dependency while that runs', () => {
  expect(readiness('HEALTHY', running)).toEqual(waitingUntilTimeout);
  expect(readiness('HEALTHY', { ...running, healthStatus: 'UNHEALTHY' })).toEqual(waitingUntilTimeout);
  expect(readiness('HEALTHY', { ...running, healthStatus: 'HEALTHY' })).toEqual(ready);
  expect(readiness('HEALTHY', { lastStatus: 'STOPPED', healthStatus: 'HEALTHY' })).toEqual(
    never('stopped before and cannot become HEALTHY'),
  );
});

test('a condition that is not met within the start timeout is given up', () => {
  expect(readiness('HEALTHY', running, 180_499)).toEqual(waitingUntilTimeout);
  expect(readiness('HEALTHY', running, 180_500)).toEqual(never('timed out and cannot become HEALTHY'));
  expect(readiness('HEALTHY', running, 2000, 2)).toEqual({ kind: 'waiting', until: 2500 });
  expect(readiness('HEALTHY', running, 2500, 2)).toEqual(never('timed out and cannot become HEALTHY'));
});

test('of several deadlines the earliest counts, and one broken dependency breaks all', () => {
  const web = container({
    dependsOn: [
      { containerName: 'a', condition: 'HEALTHY' },
      { containerName: 'b', condition: 'HEALTHY' },
      { containerName: 'c', condition: 'START' },
    ],
  });
  const others = ['a', 'b', 'c'].map((name) => container({ name, essential: false }));
  const shape = shapeOf(taskDefinition({ containerDefinitions: [web, ...others] }));
  const task = (c: ContainerState) =>
    taskState({
      containers: [
        containerState(),
        runningContainer({ name: 'a', startedAt: 700 }),
        runningContainer({ name: 'b', startedAt: 600 }),
        c,
      ],
    });
  const c = containerState({ name: 'c' });
  expect(readinessToStart(task(c), web, shape, 1000)).toEqual({ kind: 'waiting', until: 180_600 });
  const broken = container({ dependsOn: [...web.dependsOn, { containerName: 'gone', condition: 'START' }] });
  expect(readinessToStart(task(c), broken, shape, 1000)).toEqual({
    kind: 'never',
    reason: 'dependency gone is not in the task and cannot become START',
  });
});

test('a container stops once all that depend on it have', () => {
  const shape = shapeOf(
    taskDefinition({
      containerDefinitions: [
        container({ name: 'database', essential: false }),
        container({ dependsOn: [{ containerName: 'database', condition: 'START' }] }),
      ],
    }),
  );
  const database = runningContainer({ name: 'database' });
  const task = taskState({ containers: [database, runningContainer()] });
  expect(task.containers.map((one) => mayStop(task, one, shape))).toEqual([false, true]);
  const ended = { ...task, containers: [database, runningContainer({ lastStatus: 'STOPPED' })] };
  expect(mayStop(ended, database, shape)).toBe(true);
  expect(mayStop(task, runningContainer({ name: 'unknownContainer' }), shape)).toBe(true);
});
