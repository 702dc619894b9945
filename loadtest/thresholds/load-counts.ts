import type { LoadWindow, StepWindow } from '../record/load-record.ts';

/** What happened to the requests of some steps in some windows. */
export interface RequestCounts {
  readonly requests: number;
  /** How many were errors of a kind: a status, a code of k6, or `wrong content`. */
  readonly errors: Readonly<Record<string, number>>;
}

/** The steps of a record, in alphabetical order. */
export function stepNamesIn(windows: readonly LoadWindow[]): readonly string[] {
  return [...new Set(windows.flatMap(({ steps }) => Object.keys(steps)))].toSorted();
}

/** The steps that a name stands for: the step itself, or those of a journey; all of them where there is no name. */
export function stepsNamed(steps: readonly string[], name: string | undefined): readonly string[] {
  if (name === undefined || steps.includes(name)) return name === undefined ? steps : [name];
  return steps.filter((step) => step.startsWith(`${name}: `));
}

/** What was recorded of these steps, window by window. */
export function stepWindows(windows: readonly LoadWindow[], steps: readonly string[]): readonly StepWindow[] {
  const names = new Set(steps);
  return windows.flatMap((window) =>
    Object.entries(window.steps).flatMap(([name, step]) => (names.has(name) ? [step] : [])),
  );
}

export function countRequests(parts: readonly StepWindow[]): RequestCounts {
  const errors = new Map<string, number>();
  for (const { failures, wrong } of parts) {
    for (const [kind, count] of Object.entries({ ...failures, 'wrong content': wrong })) {
      if (count > 0) errors.set(kind, (errors.get(kind) ?? 0) + count);
    }
  }
  return {
    requests: parts.reduce((sum, { requests }) => sum + requests, 0),
    errors: Object.fromEntries(errors),
  };
}

export function errorCount({ errors }: RequestCounts): number {
  return Object.values(errors).reduce((sum, count) => sum + count, 0);
}

/** Journeys that began, and those that could not. */
export function countIterations(windows: readonly LoadWindow[]): {
  readonly planned: number;
  readonly dropped: number;
} {
  const dropped = windows.reduce((sum, window) => sum + window.droppedIterations, 0);
  return { planned: windows.reduce((sum, window) => sum + window.iterations, dropped), dropped };
}
