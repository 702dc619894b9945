import { expect, test } from 'vitest';
import type { TaskState } from '../../model/cluster-state.ts';
import { emptyTestCluster } from '../testing/cluster-fixtures.ts';
import {
  containerState,
  runningContainer,
  runningTask,
  targetState,
  taskState,
} from '../testing/task-fixtures.ts';
import { recover } from './recover.ts';

const taskId = 't1';
const recovered = (task: TaskState) => recover({ ...emptyTestCluster(), tasks: { t1: task } });

test('a running task needs nothing', () => {
  const target = targetState({ state: 'healthy', confirmed: true });
  expect(recovered(runningTask({ targets: [target] }))).toEqual([]);
});

test('provisioning is asked for again until the engine has answered', () => {
  const { privateIp: _, ...asked } = taskState({ lastStatus: 'PROVISIONING' });
  expect(recovered(asked)).toEqual([{ type: 'provisionTask', taskId }]);
  expect(recovered({ ...asked, privateIp: '10.0.0.1' })).toEqual([]);
  expect(recovered({ ...asked, startFailure: 'no' })).toEqual([]);
  expect(recovered({ ...asked, provisionRequested: false })).toEqual([]);
});

test('a container that was asked to start and has not is started again', () => {
  const asked = taskState({ containers: [containerState({ startRequested: true })] });
  expect(recovered(asked)).toEqual([{ type: 'startContainer', taskId, container: 'web' }]);
  expect(recovered({ ...asked, startFailure: 'no' })).toEqual([]);
  expect(recovered(taskState())).toEqual([]);
});

test('a container that was asked to end and has not gets the last signal again', () => {
  const ending = (changes: object) => recovered(runningTask({ containers: [runningContainer(changes)] }));
  expect(ending({ stopSignalledAt: 1 })).toEqual([{ type: 'signalContainer', taskId, container: 'web' }]);
  expect(ending({ stopSignalledAt: 1, killedAt: 2 })).toEqual([
    { type: 'killContainer', taskId, container: 'web' },
  ]);
  expect(ending({ stopSignalledAt: 1, killedAt: 2, lastStatus: 'STOPPED' })).toEqual([]);
});

test('a target whose registration or deregistration is not confirmed gets it again', () => {
  const target = (changes: object) => recovered(runningTask({ targets: [targetState(changes)] }));
  const effect = { taskId, targetGroup: 'WebTargets' };
  expect(target({ state: 'initial' })).toEqual([{ type: 'registerTarget', ...effect }]);
  expect(target({ state: 'initial', confirmed: true })).toEqual([]);
  expect(target({ state: 'draining' })).toEqual([{ type: 'deregisterTarget', ...effect }]);
  expect(target({ state: 'unregistered' })).toEqual([]);
  expect(target({ state: 'unused' })).toEqual([]);
});

test('the remains of a task are removed again', () => {
  expect(recovered(runningTask({ lastStatus: 'DEPROVISIONING' }))).toEqual([{ type: 'removeTask', taskId }]);
  expect(recovered(runningTask({ lastStatus: 'STOPPED' }))).toEqual([]);
});
