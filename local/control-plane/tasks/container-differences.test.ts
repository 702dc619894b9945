import { describe, expect, it } from 'vitest';
import type { ClusterState, TaskState } from '../model/cluster-state.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import { containerDifferences, type ObservedContainer } from './container-differences.ts';
import { containerState, task } from './testing/task-fixtures.ts';

const about = { taskId: task().id, container: 'web' };

function stateWith(one: TaskState): ClusterState {
  const place = { clusterName: 'c', region: 'ap-southeast-1', accountId: '000000000000' };
  return { ...emptyCluster(place), tasks: { [one.id]: one } };
}

function observed(changes: Partial<ObservedContainer>): ReadonlyMap<string, ObservedContainer> {
  const seen: ObservedContainer = {
    id: 'engine-id',
    state: 'running',
    exitCode: 0,
    outOfMemory: false,
    startedAt: new Date(1_000),
    finishedAt: undefined,
    health: 'none',
    ...changes,
  };
  return new Map([[seen.id, seen]]);
}

describe('what happened while nobody looked', () => {
  it('is nothing where all is as it was', () => {
    expect(containerDifferences(stateWith(task()), observed({}))).toEqual([]);
  });

  it('is an exit with its code and its time', () => {
    const seen = observed({ state: 'exited', exitCode: 137, outOfMemory: true, finishedAt: new Date(5_000) });
    expect(containerDifferences(stateWith(task()), seen)).toEqual([
      { type: 'containerExited', ...about, exitCode: 137, outOfMemory: true, at: 5_000 },
    ]);
  });

  it('is a start and an exit where it came and went', () => {
    const pending = task({ lastStatus: 'PENDING', containers: [containerState({ lastStatus: 'PENDING' })] });
    const seen = observed({ state: 'exited', exitCode: 1, finishedAt: new Date(5_000) });
    expect(containerDifferences(stateWith(pending), seen)).toEqual([
      { type: 'containerStarted', ...about },
      { type: 'containerExited', ...about, exitCode: 1, outOfMemory: false, at: 5_000 },
    ]);
  });

  it('is a change of health', () => {
    expect(containerDifferences(stateWith(task()), observed({ health: 'unhealthy' }))).toEqual([
      { type: 'containerHealth', ...about, health: 'UNHEALTHY' },
    ]);
  });

  it('is a container that is gone', () => {
    expect(containerDifferences(stateWith(task()), new Map())).toEqual([
      { type: 'containerMissing', ...about },
    ]);
  });

  it.each([
    ['is being removed', task({ lastStatus: 'DEPROVISIONING' })],
    ['has stopped', task({ lastStatus: 'STOPPED' })],
    ['has ended its container', task({ containers: [containerState({ lastStatus: 'STOPPED' })] })],
    [
      'has no containers yet',
      task({
        containers: [{ name: 'web', lastStatus: 'PENDING', startRequested: false, healthStatus: 'UNKNOWN' }],
      }),
    ],
  ])('is nothing for a task that %s', (_, one) => {
    expect(containerDifferences(stateWith(one), new Map())).toEqual([]);
  });
});
