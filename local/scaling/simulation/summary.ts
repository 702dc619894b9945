import { costUsd, type TaskPrice } from './fargate-cost.ts';
import type { Simulated, SimulatedMinute } from './simulation.ts';

/** What a simulated run came to. */
export interface SimulationSummary {
  readonly minutes: number;
  readonly requests: number;
  readonly droppedRequests: number;
  readonly meanTasks: number;
  readonly mostTasks: number;
  readonly lastTasks: number;
  readonly changes: number;
  /** Of a minute; undefined where there was never a task. */
  readonly highestCpuPercent: number | undefined;
  /** Estimates: of the middle minute, and of the slowest. */
  readonly medianP95Ms: number | undefined;
  readonly highestP95Ms: number | undefined;
  readonly taskHours: number;
  readonly costUsd: number;
}

/** Adds the minutes of a run up. */
export function summarize({ minutes, target }: Simulated, price: TaskPrice): SimulationSummary {
  const counts = minutes.map(({ runningCount }) => runningCount);
  const p95 = present(minutes, ({ p95Ms }) => p95Ms).toSorted((left, right) => left - right);
  const taskHours = total(minutes, ({ runningCount, startingCount }) => runningCount + startingCount) / 60;
  return {
    minutes: minutes.length,
    requests: total(minutes, ({ requests }) => requests),
    droppedRequests: total(minutes, ({ droppedRequests }) => droppedRequests),
    meanTasks: minutes.length === 0 ? 0 : total(minutes, ({ runningCount }) => runningCount) / minutes.length,
    mostTasks: most(counts) ?? 0,
    lastTasks: counts.at(-1) ?? 0,
    changes: target.activities.filter(({ change }) => change !== undefined).length,
    highestCpuPercent: most(present(minutes, ({ cpuPercent }) => cpuPercent)),
    medianP95Ms: p95[Math.floor((p95.length - 1) / 2)],
    highestP95Ms: p95.at(-1),
    taskHours,
    costUsd: costUsd(taskHours, price),
  };
}

function total(minutes: readonly SimulatedMinute[], read: (minute: SimulatedMinute) => number): number {
  return minutes.reduce((sum, minute) => sum + read(minute), 0);
}

function present(
  minutes: readonly SimulatedMinute[],
  read: (minute: SimulatedMinute) => number | undefined,
): readonly number[] {
  return minutes.map(read).filter((value) => value !== undefined);
}

function most(values: readonly number[]): number | undefined {
  return values.reduce<number | undefined>(
    (best, value) => (best === undefined || value > best ? value : best),
    undefined,
  );
}
