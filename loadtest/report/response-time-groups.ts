import { mergeResponseTimes } from '../record/response-times.ts';
import type { LoadStep } from './load-steps.ts';

/** Response times of some steps of the clock in a row, long enough that their percentiles mean something. */
export interface ResponseTimeGroups {
  /** How many steps are in a group. */
  readonly width: number;
  readonly groups: readonly ResponseTimeGroup[];
}

/** Milliseconds; undefined where nothing was requested. */
export interface ResponseTimeGroup {
  readonly encoded: string;
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
}

/** At most this many steps are in a group, however few requests there are. */
const fewestGroups = 60;

/** Groups that have `wanted` requests each on average. `read` gives the encoded response times of a step. */
export function groupResponseTimes(
  steps: readonly (LoadStep | undefined)[],
  wanted: number,
  requests: number,
  read: (step: LoadStep) => readonly string[],
): ResponseTimeGroups {
  const loaded = steps.filter((step) => step !== undefined).length;
  const most = Math.max(1, Math.ceil(loaded / fewestGroups));
  const width = Math.min(most, Math.max(1, Math.ceil((wanted * loaded) / Math.max(requests, 1))));
  const groups = Array.from({ length: Math.ceil(steps.length / width) }, (_, group) =>
    groupOf(
      steps
        .slice(group * width, (group + 1) * width)
        .flatMap((step) => (step === undefined ? [] : read(step))),
    ),
  );
  return { width, groups };
}

function groupOf(encoded: readonly string[]): ResponseTimeGroup {
  const merged = mergeResponseTimes(encoded);
  return {
    encoded: merged.encoded(),
    p50: merged.percentile(50),
    p95: merged.percentile(95),
    p99: merged.percentile(99),
  };
}

/** A percentile for each step of the clock: that of its group. */
export function percentilePerStep(
  { width, groups }: ResponseTimeGroups,
  steps: number,
  percentile: 'p50' | 'p95' | 'p99',
): readonly (number | undefined)[] {
  return Array.from({ length: steps }, (_, step) => groups[Math.floor(step / width)]?.[percentile]);
}
