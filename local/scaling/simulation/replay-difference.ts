import type { RecordedMinute } from './recorded-minute.ts';
import type { SimulatedMinute } from './simulation.ts';

/** How far a simulation was from what really happened. */
export interface ReplayDifference {
  /** Minutes of which the number of tasks is recorded. */
  readonly comparedMinutes: number;
  /** Share of them in which as many tasks ran, from 0 to 1. */
  readonly sameShare: number;
  /** Tasks more or fewer, on average. */
  readonly meanTaskDifference: number;
  readonly mostTaskDifference: number;
  readonly recordedTaskHours: number;
  readonly simulatedTaskHours: number;
  /** In percentage points, on average; undefined where no CPU is recorded. */
  readonly meanCpuDifference: number | undefined;
}

/** Compares minute by minute; undefined where the record has no number of tasks. */
export function replayDifference(
  simulated: readonly SimulatedMinute[],
  recorded: readonly RecordedMinute[],
): ReplayDifference | undefined {
  const pairs = recorded.flatMap(({ tasks, cpuPercent }, index) => {
    const minute = simulated[index];
    return tasks === undefined || minute === undefined ? [] : [{ tasks, cpuPercent, minute }];
  });
  if (pairs.length === 0) return undefined;
  const off = pairs.map(({ tasks, minute }) => Math.abs(minute.runningCount - tasks));
  const cpuOff = pairs.flatMap(({ cpuPercent, minute }) =>
    cpuPercent === undefined || minute.cpuPercent === undefined
      ? []
      : [Math.abs(minute.cpuPercent - cpuPercent)],
  );
  return {
    comparedMinutes: pairs.length,
    sameShare: off.filter((tasks) => tasks === 0).length / pairs.length,
    meanTaskDifference: sum(off) / off.length,
    mostTaskDifference: off.reduce((most, tasks) => Math.max(most, tasks), 0),
    recordedTaskHours: sum(pairs.map(({ tasks }) => tasks)) / 60,
    simulatedTaskHours: sum(pairs.map(({ minute }) => minute.runningCount)) / 60,
    meanCpuDifference: cpuOff.length === 0 ? undefined : sum(cpuOff) / cpuOff.length,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
