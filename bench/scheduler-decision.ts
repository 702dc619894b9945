import type { ClusterState } from '../local/control-plane/model/cluster-state.ts';
import { observe } from '../local/control-plane/scheduler/observe/observe.ts';
import { plan } from '../local/control-plane/scheduler/plan.ts';
import { busyCluster, liveTasks } from '../local/control-plane/scheduler/testing/cluster-fixtures.ts';
import type { Figure } from './figure.ts';
import { atMost } from './result/measurement.ts';
import { median, percentile } from './result/percentile.ts';

const services = 100;
const tasksPerService = 50;
const decisions = 200;
const looks = 20;
const now = 1_000;

/**
 * What the scheduler decides when a container of a large cluster exits: the fact is taken in and the whole cluster is
 * planned. Each time another task, so that each decision has something to do. It is compared with copying that state,
 * which reads all of it as well.
 */
export const schedulerDecision: Figure = {
  name: 'scheduler',
  about: `Deciding for ${services} services with ${tasksPerService} tasks each`,
  measure: async () => {
    const cluster = plan(busyCluster(services, tasksPerService), now).state;
    const times = decisionsOf(cluster);
    const copies = Array.from({ length: looks }, () => clocked(() => structuredClone(cluster)).milliseconds);
    const firstLooks = firstLooksAt(cluster);
    return [
      {
        what: `deciding for ${services} services with ${tasksPerService} tasks each, against copying their state`,
        value: median(times) / median(copies),
        unit: 'times',
        limit: atMost(0.3),
        detail: `median of ${times.length} exits of a container, ${median(times).toFixed(2)} ms (p99 ${percentile(times, 0.99).toFixed(2)} ms), against ${median(copies).toFixed(2)} ms`,
      },
      {
        what: 'the first look at them after a start of the control plane',
        value: median(firstLooks),
        unit: 'ms',
        detail: `median of ${firstLooks.length}, nothing known of any service`,
      },
    ];
  },
};

/** Milliseconds of each decision. */
function decisionsOf(cluster: ClusterState): readonly number[] {
  const stride = Math.floor((services * tasksPerService) / decisions);
  const exiting = liveTasks(cluster).filter((_, index) => index % stride === 0);
  let state = cluster;
  return exiting.map(({ id }) => {
    const exit = {
      type: 'containerExited',
      taskId: id,
      container: 'web',
      exitCode: 1,
      outOfMemory: false,
    } as const;
    const { result, milliseconds } = clocked(() => plan(observe(state, exit, now), now));
    state = result.state;
    return milliseconds;
  });
}

/** The scheduler remembers the values of settled services; it has never seen those of a copy. */
function firstLooksAt(cluster: ClusterState): readonly number[] {
  return Array.from({ length: looks }, () => {
    const unseen = structuredClone(cluster);
    return clocked(() => plan(unseen, now)).milliseconds;
  });
}

function clocked<T>(work: () => T): { readonly result: T; readonly milliseconds: number } {
  const startedAt = performance.now();
  const result = work();
  return { result, milliseconds: performance.now() - startedAt };
}
