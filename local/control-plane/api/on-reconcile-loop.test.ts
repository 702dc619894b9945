import { describe, expect, it } from 'vitest';
import { exampleCluster } from '../../../definition/testing/examples.ts';
import type { AlarmRecord } from '../../cloudwatch/alarms/alarms-state.ts';
import { emptyCluster } from '../scheduler/initial-state.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { onReconcileLoop } from './on-reconcile-loop.ts';
import { idleSurroundings } from './testing/idle-surroundings.ts';
import { inMemoryMetrics } from './testing/in-memory-metrics.ts';
import { sampleState, sampleTime } from './testing/sample-state.ts';
import { sampleWorkload } from './testing/sample-workload.ts';

function onLoopOf(initial: PersistedState) {
  let persisted = initial;
  const controlPlane = onReconcileLoop(
    {
      persisted: () => persisted,
      transact: async (change) => {
        const { state, result } = change(persisted, sampleTime);
        persisted = state;
        return result;
      },
    },
    inMemoryMetrics(() => sampleTime),
    idleSurroundings(),
  );
  return { controlPlane, persisted: () => persisted };
}

const nowhere = emptyCluster({ clusterName: '', region: '', accountId: '' });
const release = { workload: sampleWorkload, digest: 'd1', releaseServices: true };

describe('a release of a definition', () => {
  it('puts a new cluster into the place of the definition and says what it changed', async () => {
    const { controlPlane, persisted } = onLoopOf({ cluster: nowhere });
    expect(await controlPlane.applyWorkload(release)).toEqual({
      taskDefinitions: {
        WebTask: 'arn:aws:ecs:ap-southeast-1:000000000000:task-definition/spree-local-web:1',
      },
      changed: ['WebTask', 'WebService'],
    });
    expect(controlPlane.state().clusterName).toBe('spree-local-cluster');
    expect(persisted().released).toEqual({ workload: sampleWorkload, digest: 'd1' });
  });

  it('changes nothing the second time', async () => {
    const { controlPlane } = onLoopOf({ cluster: nowhere });
    await controlPlane.applyWorkload(release);
    const before = controlPlane.state();
    expect(await controlPlane.applyWorkload(release)).toMatchObject({ changed: [] });
    expect(controlPlane.state()).toEqual(before);
  });

  it('is refused while something runs in a cluster of another name', async () => {
    const { controlPlane, persisted } = onLoopOf({ cluster: sampleState });
    const workload = { ...sampleWorkload, clusters: [exampleCluster({ name: 'other' })] };
    await expect(controlPlane.applyWorkload({ ...release, workload })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringContaining('spree-local-cluster still has services or tasks'),
    });
    expect(persisted()).toEqual({ cluster: sampleState });
  });

  it('is refused with more than one cluster', async () => {
    const { controlPlane } = onLoopOf({ cluster: nowhere });
    const clusters = [...sampleWorkload.clusters, exampleCluster({ logicalId: 'B', name: 'b' })];
    const workload = { ...sampleWorkload, clusters };
    await expect(controlPlane.applyWorkload({ ...release, workload })).rejects.toThrow(
      'runs one cluster; the definition has spree-local-cluster, b',
    );
  });
});

describe('a command', () => {
  it('that changes nothing leaves what is written down as it is', async () => {
    const initial = { cluster: sampleState };
    const { controlPlane, persisted } = onLoopOf(initial);
    expect(await controlPlane.transact((state, now) => ({ state, result: now }))).toBe(sampleTime);
    expect(persisted()).toBe(initial);
  });

  it('that fails is raised as it is', async () => {
    const { controlPlane } = onLoopOf({ cluster: sampleState });
    const failing = controlPlane.transact(() => {
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
  });
});

describe('alarms', () => {
  const alarm = (): AlarmRecord => ({
    definition: {
      kind: 'composite',
      alarmName: 'a',
      alarmRule: 'TRUE',
      actionsEnabled: true,
      okActions: [],
      alarmActions: [],
      insufficientDataActions: [],
      tags: {},
    },
    owner: 'api',
    state: 'ALARM',
    stateReason: '',
    stateUpdatedAtMs: sampleTime,
    stateTransitionedAtMs: sampleTime,
    configurationUpdatedAtMs: sampleTime,
    history: [],
  });

  it('are part of the persisted state, and change with the loop’s clock', async () => {
    const { controlPlane, persisted } = onLoopOf({ cluster: sampleState });
    expect(controlPlane.cloudWatch.alarms()).toEqual({});
    const times: number[] = [];
    await controlPlane.cloudWatch.changeAlarms((alarms, nowMs) => {
      times.push(nowMs);
      return { ...alarms, a: alarm() };
    });
    expect(times).toEqual([sampleTime]);
    expect(persisted()).toEqual({ cluster: sampleState, alarms: { a: alarm() } });
    expect(controlPlane.cloudWatch.alarms()).toEqual({ a: alarm() });
  });

  it('that do not change leave the persisted state unchanged', async () => {
    const initial = { cluster: sampleState, alarms: { a: alarm() } };
    const { controlPlane, persisted } = onLoopOf(initial);
    await controlPlane.cloudWatch.changeAlarms((alarms) => alarms);
    expect(persisted()).toBe(initial);
  });
});
