import { setImmediate as nextTick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../time/clock.ts';
import { jsonLog } from '../logger.ts';
import type { ClusterState } from '../model/cluster-state.ts';
import type { Effect } from '../model/effect.ts';
import { manualClock } from '../scaling/testing/manual-clock.ts';
import type { PersistedState } from '../state/persisted-state.ts';
import { createReconcileLoop, type Scheduler } from './reconcile-loop.ts';

const empty: ClusterState = {
  clusterName: 'c',
  region: 'r',
  accountId: '0',
  taskDefinitions: {},
  services: {},
  tasks: {},
  targetGroups: {},
  sequence: 0,
};

/** Asks for the removal of a task whose number is the sequence, whenever the sequence is odd. */
const scheduler: Scheduler = {
  observe: (state, fact) =>
    fact.type === 'taskRemoved' ? { ...state, sequence: state.sequence + 1 } : state,
  plan: (state) =>
    state.sequence % 2 === 1
      ? {
          state: { ...state, sequence: state.sequence + 1 },
          effects: [{ type: 'removeTask', taskId: String(state.sequence) }],
        }
      : { state, effects: [] },
  recover: (state) => ({ state, effects: [{ type: 'removeTask', taskId: 'recovered' }] }),
};

function harness(save: (state: PersistedState) => Promise<void> = async () => undefined) {
  const journal: string[] = [];
  const stop = new AbortController();
  const loop = createReconcileLoop({
    initial: { cluster: empty },
    scheduler,
    save: async (state) => {
      await save(state);
      journal.push(`saved ${state.cluster.sequence}`);
    },
    clock: { now: () => 1_000, sleep: systemClock.sleep },
    log: jsonLog(
      () => undefined,
      () => 0,
    ),
    signal: stop.signal,
  });
  loop.onEffect((effect: Effect) => journal.push(`${effect.type} ${effect.taskId}`));
  const settle = async () => {
    for (let tick = 0; tick < 10; tick += 1) await nextTick();
  };
  return { loop, journal, settle, stop };
}

const setSequence = (sequence: number) => (state: PersistedState) => ({
  state: { ...state, cluster: { ...state.cluster, sequence } },
  result: `set ${sequence}`,
});

describe('the reconcile loop', () => {
  it('recovers first, with the facts that came before it began', async () => {
    const { loop, journal, settle } = harness();
    loop.observe({ type: 'taskRemoved', taskId: 'a' });
    loop.observe({ type: 'taskRemoved', taskId: 'b' });
    await settle();
    expect(journal).toEqual([]);
    loop.start();
    await settle();
    expect(journal).toEqual(['saved 2', 'removeTask recovered']);
  });

  it('is started by the first change where nobody started it before', async () => {
    const { loop, journal, settle } = harness();
    loop.observe({ type: 'taskRemoved', taskId: 'x' });
    await settle();
    expect(journal).toEqual([]);
    expect(await loop.transact(setSequence(2))).toBe('set 2');
    expect(journal).toEqual(['saved 2', 'removeTask recovered']);
  });

  it('writes the state before it carries out an effect', async () => {
    const { loop, journal, settle } = harness();
    loop.start();
    await settle();
    expect(await loop.transact(setSequence(3))).toBe('set 3');
    await settle();
    expect(journal.slice(2)).toEqual(['saved 4', 'removeTask 3']);
  });

  it('groups the changes of one tick into one write', async () => {
    const { loop, journal, settle } = harness();
    loop.start();
    await settle();
    await Promise.all([
      loop.transact(setSequence(2)),
      loop.transact(setSequence(4)),
      loop.transact(setSequence(6)),
    ]);
    expect(journal.slice(2)).toEqual(['saved 6']);
  });

  it('raises what a change throws, and changes nothing', async () => {
    const { loop, journal, settle } = harness();
    loop.start();
    await settle();
    const refused = loop.transact(() => {
      throw new Error('refused');
    });
    await expect(refused).rejects.toThrow('refused');
    expect(loop.state().sequence).toBe(0);
    expect(journal).toHaveLength(2);
  });

  it('takes changes while a write is under way, and writes them next', async () => {
    const writes: (() => void)[] = [];
    const { loop, journal, settle } = harness(() => new Promise((done) => writes.push(done)));
    loop.start();
    await settle();
    writes.shift()?.();
    await settle();
    const first = loop.transact(setSequence(2));
    await settle();
    const second = loop.transact(setSequence(3));
    writes.shift()?.();
    await first;
    await settle();
    writes.shift()?.();
    await second;
    expect(journal.slice(2)).toEqual(['saved 2', 'saved 4', 'removeTask 3']);
  });

  it('writes nothing when nothing changed', async () => {
    const { loop, journal, settle } = harness();
    loop.start();
    await settle();
    await loop.transact((state) => ({ state, result: undefined }));
    loop.observe({ type: 'alarms', inAlarm: [] });
    await settle();
    expect(journal).toEqual(['saved 0', 'removeTask recovered']);
  });

  it('does what is due within a minute after the machine slept, in which timers stand still', async () => {
    const { advance, suspend, ...clock } = manualClock(1000);
    const planned: number[] = [];
    const stop = new AbortController();
    const loop = createReconcileLoop({
      initial: { cluster: empty },
      scheduler: {
        observe: (state) => state,
        recover: (state) => ({ state, effects: [], wakeAt: 3_600_000 }),
        plan: (state, now) => {
          planned.push(now);
          return { state, effects: [], wakeAt: 3_600_000 };
        },
      },
      save: async () => undefined,
      log: jsonLog(
        () => undefined,
        () => 0,
      ),
      clock,
      signal: stop.signal,
    });
    loop.start();
    await advance(0);
    suspend(3_599_000);
    await advance(60_000);
    expect(planned).toEqual([3_660_000]);
    stop.abort();
  });
});
