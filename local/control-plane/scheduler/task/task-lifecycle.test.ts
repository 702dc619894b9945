import { expect, test } from 'vitest';
import type { TaskState } from '../../model/cluster-state.ts';
import { container } from '../testing/cluster-fixtures.ts';
import {
  containerState,
  runningContainer,
  runningTask,
  targetState,
  taskContext,
  taskState,
} from '../testing/task-fixtures.ts';
import { advanceTask } from './task-lifecycle.ts';

const taskId = 't1';
const stopping = {
  desiredStatus: 'STOPPED',
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: 'Scaling activity initiated by (deployment ecs-svc/1)',
  stoppingAt: 900,
} as const;

test('a new task is provisioned, once', () => {
  const { provisionRequested: _, privateIp: __, ...fresh } = taskState({ lastStatus: 'PROVISIONING' });
  const step = advanceTask(fresh, taskContext());
  expect(step).toEqual({
    task: { ...fresh, provisionRequested: true },
    effects: [{ type: 'provisionTask', taskId }],
    notes: [],
  });
  expect(advanceTask(step.task, taskContext())).toEqual({ task: step.task, effects: [], notes: [] });
});

test('a provisioned task starts the containers that wait for nothing, in one go', () => {
  const provisioned = taskState({
    lastStatus: 'PROVISIONING',
    containers: [containerState(), containerState({ name: 'a' }), containerState({ name: 'b' })],
  });
  const definition = {
    containerDefinitions: [
      container({ dependsOn: [{ containerName: 'a', condition: 'START' }] }),
      container({ name: 'a', essential: false }),
      container({ name: 'b', essential: false }),
    ],
  } as const;
  expect(advanceTask(provisioned, taskContext(definition))).toEqual({
    task: {
      ...provisioned,
      lastStatus: 'PENDING',
      containers: [
        containerState(),
        containerState({ name: 'a', startRequested: true }),
        containerState({ name: 'b', startRequested: true }),
      ],
    },
    effects: [
      { type: 'startContainer', taskId, container: 'a' },
      { type: 'startContainer', taskId, container: 'b' },
    ],
    notes: [],
  });
});

test('a task that waits for a dependency is due at its start timeout', () => {
  const waiting = taskState({
    containers: [containerState(), runningContainer({ name: 'a', startedAt: 500 })],
  });
  const definition = {
    containerDefinitions: [
      container({ dependsOn: [{ containerName: 'a', condition: 'HEALTHY' }] }),
      container({ name: 'a', essential: false }),
    ],
  } as const;
  expect(advanceTask(waiting, taskContext(definition))).toEqual({
    task: waiting,
    effects: [],
    notes: [],
    dueAt: 180_500,
  });
  const failed = advanceTask(waiting, taskContext(definition, 180_500));
  expect(failed.task).toMatchObject({
    lastStatus: 'STOPPING',
    desiredStatus: 'STOPPED',
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'dependency a timed out and cannot become HEALTHY',
  });
  expect(failed.effects).toEqual([{ type: 'signalContainer', taskId, container: 'a' }]);
});

test('without a load balancer a task whose containers have all started is RUNNING', () => {
  const started = taskState({
    containers: [runningContainer(), containerState({ name: 'init', lastStatus: 'STOPPED', exitCode: 0 })],
  });
  const definition = {
    containerDefinitions: [container(), container({ name: 'init', essential: false })],
  };
  expect(advanceTask(started, taskContext(definition))).toEqual({
    task: { ...started, lastStatus: 'RUNNING', startedAt: 1000 },
    effects: [],
    notes: [],
  });
});

test('with several target groups it is RUNNING once all of its targets are known to be registered', () => {
  const [first, second] = [targetState({ targetGroup: 'A' }), targetState({ targetGroup: 'B' })];
  const known = { ...first, state: 'initial', confirmed: true } as const;
  const half = taskState({
    lastStatus: 'ACTIVATING',
    containers: [runningContainer()],
    targets: [known, second],
  });
  const step = advanceTask(half, taskContext());
  expect(step.task.lastStatus).toBe('ACTIVATING');
  expect(step.effects).toEqual([{ type: 'registerTarget', taskId, targetGroup: 'B' }]);
  const both = { ...half, targets: [known, { ...known, targetGroup: 'B' }] };
  expect(advanceTask(both, taskContext()).task.lastStatus).toBe('RUNNING');
});

test('a task that is asked to stop while it is ACTIVATING registers no more targets', () => {
  const [known, unregistered] = [
    targetState({ targetGroup: 'A', state: 'initial', confirmed: true }),
    targetState({ targetGroup: 'B' }),
  ];
  const asked = taskState({
    ...stopping,
    lastStatus: 'ACTIVATING',
    containers: [runningContainer()],
    targets: [known, unregistered],
  });
  const step = advanceTask(asked, taskContext());
  expect(step.effects.map((effect) => effect.type)).toEqual(['deregisterTarget', 'signalContainer']);
  expect(step.task.targets[1]).toBe(unregistered);
});

test('with a load balancer it is ACTIVATING until its targets are known to be registered', () => {
  const started = taskState({ containers: [runningContainer()], targets: [targetState()] });
  const registering = targetState({
    state: 'initial',
    reason: 'Elb.RegistrationInProgress',
    registeredAt: 1000,
  });
  const step = advanceTask(started, taskContext());
  expect(step).toEqual({
    task: { ...started, lastStatus: 'ACTIVATING', targets: [registering] },
    effects: [{ type: 'registerTarget', taskId, targetGroup: 'WebTargets' }],
    notes: [{ type: 'registered', targetGroup: 'WebTargets' }],
  });
  const confirmed = { ...step.task, targets: [{ ...registering, confirmed: true }] };
  expect(advanceTask(confirmed, taskContext({}, 2000))).toEqual({
    task: { ...confirmed, lastStatus: 'RUNNING', startedAt: 2000 },
    effects: [],
    notes: [],
  });
});

test('a task that is asked to stop drains its target before its containers get the signal', () => {
  const target = targetState({ state: 'healthy', confirmed: true, registeredAt: 5 });
  const asked = runningTask({ ...stopping, targets: [target] });
  const draining = targetState({
    state: 'draining',
    reason: 'Target.DeregistrationInProgress',
    description: 'Target deregistration is in progress',
    registeredAt: 5,
    drainingSince: 1000,
  });
  const step = advanceTask(asked, taskContext());
  expect(step).toEqual({
    task: { ...asked, lastStatus: 'DEACTIVATING', targets: [draining] },
    effects: [{ type: 'deregisterTarget', taskId, targetGroup: 'WebTargets' }],
    notes: [{ type: 'deregistered', targetGroup: 'WebTargets' }, { type: 'draining' }],
    dueAt: 31_000,
  });
  expect(advanceTask(step.task, taskContext({}, 30_999))).toEqual({
    task: step.task,
    effects: [],
    notes: [],
    dueAt: 31_000,
  });
  expect(advanceTask(step.task, taskContext({}, 31_000))).toEqual({
    task: {
      ...step.task,
      lastStatus: 'STOPPING',
      targets: [
        {
          ...draining,
          state: 'unused',
          reason: 'Target.NotRegistered',
          description: 'Target is not registered',
        },
      ],
      containers: [runningContainer({ stopSignalledAt: 31_000 })],
    },
    effects: [{ type: 'signalContainer', taskId, container: 'web' }],
    notes: [{ type: 'stopped', taskId }],
    dueAt: 61_000,
  });
});

test('containers get the signal in the reverse order of their dependencies', () => {
  const definition = {
    containerDefinitions: [
      container({ name: 'database', essential: false }),
      container({ dependsOn: [{ containerName: 'database', condition: 'START' }] }),
    ],
  } as const;
  const database = runningContainer({ name: 'database' });
  const asked = runningTask({ ...stopping, containers: [database, runningContainer()] });
  const first = advanceTask(asked, taskContext(definition));
  expect(first.effects).toEqual([{ type: 'signalContainer', taskId, container: 'web' }]);
  const ended: TaskState = {
    ...first.task,
    containers: [database, runningContainer({ lastStatus: 'STOPPED', exitCode: 143 })],
  };
  expect(advanceTask(ended, taskContext(definition, 2000))).toMatchObject({
    task: { containers: [{ stopSignalledAt: 2000 }, {}] },
    effects: [{ type: 'signalContainer', taskId, container: 'database' }],
    dueAt: 32_000,
  });
});

const killTime = (stopTimeoutSeconds?: number) => {
  const timeout = stopTimeoutSeconds === undefined ? {} : { stopTimeoutSeconds };
  const context = { containerDefinitions: [container(timeout)] };
  const signalled = runningTask({ ...stopping, lastStatus: 'STOPPING' });
  return advanceTask(signalled, taskContext(context, 0)).dueAt;
};

test('the stop timeout is 30 s, what the container says, and never more than 120 s', () => {
  expect([killTime(), killTime(5), killTime(120), killTime(600)]).toEqual([30_000, 5000, 120_000, 120_000]);
});

test('a container that ignores the signal is killed after its stop timeout, once', () => {
  const signalled = runningTask({
    ...stopping,
    lastStatus: 'STOPPING',
    containers: [runningContainer({ stopSignalledAt: 1000 })],
  });
  expect(advanceTask(signalled, taskContext({}, 30_999))).toMatchObject({ effects: [], dueAt: 31_000 });
  const step = advanceTask(signalled, taskContext({}, 31_000));
  expect(step).toEqual({
    task: { ...signalled, containers: [runningContainer({ stopSignalledAt: 1000, killedAt: 31_000 })] },
    effects: [{ type: 'killContainer', taskId, container: 'web' }],
    notes: [],
  });
  expect(advanceTask(step.task, taskContext({}, 99_000))).toEqual({
    task: step.task,
    effects: [],
    notes: [],
  });
});

test('a task whose containers have ended is removed, once', () => {
  const ended = runningTask({
    ...stopping,
    lastStatus: 'STOPPING',
    containers: [runningContainer({ lastStatus: 'STOPPED', exitCode: 143 })],
  });
  const step = advanceTask(ended, taskContext());
  expect(step).toEqual({
    task: { ...ended, lastStatus: 'DEPROVISIONING', executionStoppedAt: 1000 },
    effects: [{ type: 'removeTask', taskId }],
    notes: [],
  });
  expect(advanceTask(step.task, taskContext())).toEqual({ task: step.task, effects: [], notes: [] });
});

test("an essential container's exit stops the others without waiting for the target to drain", () => {
  const exited = runningContainer({ lastStatus: 'STOPPED', exitCode: 1 });
  const helper = runningContainer({ name: 'helper' });
  const task = runningTask({
    containers: [exited, helper],
    targets: [targetState({ state: 'healthy', confirmed: true })],
  });
  const definition = {
    containerDefinitions: [container(), container({ name: 'helper', essential: false })],
  };
  const step = advanceTask(task, taskContext(definition));
  expect(step.task).toMatchObject({
    desiredStatus: 'STOPPED',
    lastStatus: 'STOPPING',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    stoppingAt: 1000,
  });
  expect(step.effects).toEqual([
    { type: 'deregisterTarget', taskId, targetGroup: 'WebTargets' },
    { type: 'signalContainer', taskId, container: 'helper' },
  ]);
  expect(step.notes.map((note) => note.type)).toEqual(['failed', 'deregistered', 'draining']);
});

test('the exit of a container that is not essential changes nothing', () => {
  const helper = runningContainer({ name: 'helper', lastStatus: 'STOPPED', exitCode: 1 });
  const task = runningTask({ containers: [runningContainer(), helper] });
  const definition = {
    containerDefinitions: [container(), container({ name: 'helper', essential: false })],
  };
  expect(advanceTask(task, taskContext(definition))).toEqual({ task, effects: [], notes: [] });
});

test('a task that cannot be provisioned is cleaned up with the reason', () => {
  const { privateIp: _, ...fresh } = taskState({ lastStatus: 'PROVISIONING' });
  const startFailure = 'CannotPullContainerError: store:2: not found';
  const step = advanceTask({ ...fresh, startFailure }, taskContext());
  expect(step.task).toEqual({
    ...fresh,
    startFailure,
    desiredStatus: 'STOPPED',
    lastStatus: 'DEPROVISIONING',
    stopCode: 'TaskFailedToStart',
    stoppedReason: startFailure,
    stoppingAt: 1000,
    executionStoppedAt: 1000,
    containers: [containerState({ lastStatus: 'STOPPED' })],
  });
  expect(step.effects).toEqual([{ type: 'removeTask', taskId }]);
});

test('a stop that comes while a task is provisioned waits for the answer of the engine', () => {
  const { privateIp: _, ...fresh } = taskState({ lastStatus: 'PROVISIONING', ...stopping });
  expect(advanceTask(fresh, taskContext())).toEqual({ task: fresh, effects: [], notes: [] });
  const step = advanceTask({ ...fresh, privateIp: '10.0.0.1' }, taskContext());
  expect(step.task).toMatchObject({ lastStatus: 'DEPROVISIONING', stoppingAt: 900 });
  expect(step.effects).toEqual([{ type: 'removeTask', taskId }]);
});

test('a stop that comes before anything was asked of the engine only removes', () => {
  const {
    privateIp: _,
    provisionRequested: __,
    ...fresh
  } = taskState({
    lastStatus: 'PROVISIONING',
    ...stopping,
  });
  expect(advanceTask(fresh, taskContext()).effects).toEqual([{ type: 'removeTask', taskId }]);
});

test('a container whose start is not confirmed is waited for before it gets the signal', () => {
  const starting = taskState({ ...stopping, containers: [containerState({ startRequested: true })] });
  const waiting = advanceTask(starting, taskContext());
  expect(waiting).toMatchObject({ task: { lastStatus: 'STOPPING' }, effects: [] });
  const confirmed = { ...waiting.task, containers: [runningContainer()] };
  expect(advanceTask(confirmed, taskContext()).effects).toEqual([
    { type: 'signalContainer', taskId, container: 'web' },
  ]);
});

test('a stop that comes while a task starts, activates or runs is the same', () => {
  const kinds = [
    taskState({ ...stopping, containers: [runningContainer()] }),
    runningTask({ ...stopping, lastStatus: 'ACTIVATING' }),
    runningTask(stopping),
  ];
  for (const task of kinds) {
    expect(advanceTask(task, taskContext())).toMatchObject({
      task: { lastStatus: 'STOPPING' },
      effects: [{ type: 'signalContainer', taskId, container: 'web' }],
      notes: [{ type: 'stopped', taskId }],
    });
  }
});

test('the target of a task that is gone drains for its time', () => {
  const target = targetState({ state: 'draining', drainingSince: 1000 });
  const gone = runningTask({ ...stopping, lastStatus: 'STOPPED', stoppedAt: 1000, targets: [target] });
  expect(advanceTask(gone, taskContext())).toEqual({ task: gone, effects: [], notes: [], dueAt: 31_000 });
  expect(advanceTask(gone, taskContext({}, 31_000)).task.targets).toEqual([
    { ...target, state: 'unused', reason: 'Target.NotRegistered', description: 'Target is not registered' },
  ]);
});

test('a task whose container could not be started ends without waiting for it', () => {
  const failed = taskState({
    startFailure: 'CannotStartContainerError: no',
    containers: [containerState({ startRequested: true })],
  });
  const step = advanceTask(failed, taskContext());
  expect(step.task).toMatchObject({
    lastStatus: 'DEPROVISIONING',
    stopCode: 'TaskFailedToStart',
    containers: [{ lastStatus: 'STOPPED' }],
  });
  expect(step.effects).toEqual([{ type: 'removeTask', taskId }]);
});

test('that its containers are stopped is told of a task that the user or the scheduler stopped', () => {
  const notes = (stopCode: TaskState['stopCode']) => {
    const task = runningTask({ ...stopping, ...(stopCode === undefined ? {} : { stopCode }) });
    return advanceTask(task, taskContext()).notes;
  };
  expect(notes('UserInitiated')).toEqual([{ type: 'stopped', taskId }]);
  expect(notes('ServiceSchedulerInitiated')).toEqual([{ type: 'stopped', taskId }]);
  expect(notes('TerminationNotice')).toEqual([]);
});
