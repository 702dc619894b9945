import type { LoadRecord, LoadWindow, StepWindow } from '../record/load-record.ts';
import type { PlanPart } from './steady-parts.ts';

/**
 * What a run shows of a step within a few seconds. Requests of one moment are answered alike, so that they are no
 * independent observations; such windows are.
 */
export interface Observation {
  /** The index of the part of the plan. */
  readonly part: number;
  readonly requests: number;
  readonly errors: number;
  /** As they are in the record: to add them up takes time. */
  readonly times: readonly string[];
}

/** The row of all steps together. */
export const allSteps = 'all';

/**
 * What a record shows of a step, or of all of them, in windows of a length within each part; incomplete ones are left out.
 * The length is a multiple of that of the windows of the record.
 */
export function observe(
  { windows, windowMs }: LoadRecord,
  step: string,
  parts: readonly PlanPart[],
  lengthMs: number,
): readonly Observation[] {
  const atOnce = lengthMs / windowMs;
  return parts.flatMap((span, part) => {
    const inside = windowsOf({ windows, windowMs }, span);
    return Array.from({ length: Math.floor(inside.length / atOnce) }, (_, index) => {
      const some = inside.slice(index * atOnce, (index + 1) * atOnce);
      return { part, ...together(some.flatMap((window) => stepsOf(window, step))) };
    });
  });
}

/** The windows of a record that are wholly within a part of the plan. */
export function windowsOf(
  { windows, windowMs }: Pick<LoadRecord, 'windows' | 'windowMs'>,
  { fromMs, toMs }: PlanPart,
): readonly LoadWindow[] {
  return windows.slice(Math.ceil(fromMs / windowMs), Math.floor(toMs / windowMs));
}

/** What the requests of several windows come to. */
export function together(steps: readonly StepWindow[]): Omit<Observation, 'part'> {
  return {
    requests: steps.reduce((sum, { requests }) => sum + requests, 0),
    errors: steps.reduce((sum, step) => sum + errorsOf(step), 0),
    times: steps.map(({ times }) => times),
  };
}

function errorsOf({ failures, wrong }: StepWindow): number {
  return Object.values(failures).reduce((sum, count) => sum + count, wrong);
}

/** The step's own entry, or those of all steps. */
export function stepsOf({ steps }: LoadWindow, step: string): readonly StepWindow[] {
  if (step === allSteps) return Object.values(steps);
  const found = Object.hasOwn(steps, step) ? steps[step] : undefined;
  return found === undefined ? [] : [found];
}
