import type { AlarmState } from '../../local/scaling/alarms/alarm.ts';
import type { RecordedAlarm, RecordedValue } from '../../local/scaling/words/scaling-record.ts';
import type { ObservationGap, ServiceSample } from '../record/observed-record.ts';
import { type PlotClock, perStep, stepAt } from './plot-clock.ts';

/** The tasks of a service in one step of the clock. */
export interface TaskStep {
  /** The newest. */
  readonly desired: number;
  /** The fewest, so that a task that is lost for a moment is seen. */
  readonly running: number;
  /** The most. */
  readonly pending: number;
  /** The fewest. */
  readonly healthy: number | undefined;
}

/** The tasks by the steps of a clock: a sample holds until the next one; undefined before the first, and in a gap. */
export function taskSteps(
  samples: readonly ServiceSample[],
  gaps: readonly ObservationGap[],
  clock: PlotClock,
): readonly (TaskStep | undefined)[] {
  const byStep = Map.groupBy(samples, ({ atMs }) => stepAt(clock, atMs));
  let held: TaskStep | undefined;
  return perStep(clock, (startMs, step) => {
    const here = byStep.get(step);
    const isMissed = gaps.some(({ fromMs, toMs }) => fromMs <= startMs && startMs < toMs);
    if (here !== undefined) held = taskStep(here) ?? held;
    else if (isMissed) held = undefined;
    return held;
  });
}

function taskStep(samples: readonly ServiceSample[]): TaskStep | undefined {
  const last = samples.at(-1);
  if (last === undefined) return undefined;
  const healthy = samples.flatMap(({ healthyTargets }) => healthyTargets ?? []);
  return {
    desired: last.desiredCount,
    running: Math.min(...samples.map(({ runningCount }) => runningCount)),
    pending: Math.max(...samples.map(({ pendingCount }) => pendingCount)),
    healthy: healthy.length === 0 ? undefined : Math.min(...healthy),
  };
}

/** Values of periods by the steps of a clock: the highest that begins in a step, or else the one that holds then. */
export function valueSteps(
  values: readonly RecordedValue[],
  periodMs: number,
  clock: PlotClock,
): readonly (number | undefined)[] {
  const steps = new Array<number | undefined>(clock.steps).fill(undefined);
  for (const { startMs, value } of values) {
    const last = stepAt(clock, startMs + periodMs - 1);
    const first = Math.min(last, stepAt(clock, startMs + clock.stepMs - 1));
    for (let step = Math.max(first, 0); step <= Math.min(last, clock.steps - 1); step += 1) {
      steps[step] = Math.max(steps[step] ?? value, value);
    }
  }
  return steps;
}

/** The states of an alarm as a plot shows them, the lowest first. */
export const alarmStates = ['OK', 'INSUFFICIENT_DATA', 'ALARM'] as const satisfies readonly AlarmState[];

/** The state of an alarm in each step of a clock, as an index into `alarmStates`: ALARM where it was in it at any time. */
export function alarmSteps({ transitions, state }: RecordedAlarm, clock: PlotClock): readonly number[] {
  const byStep = Map.groupBy(transitions, ({ atMs }) => Math.max(0, stepAt(clock, atMs)));
  let now: AlarmState = transitions[0]?.from ?? state;
  return perStep(clock, (_, step) => {
    const states = [now, ...(byStep.get(step) ?? []).map(({ to }) => to)];
    now = states.at(-1) ?? now;
    return alarmStates.indexOf(states.includes('ALARM') ? 'ALARM' : now);
  });
}
